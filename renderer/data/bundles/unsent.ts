import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { WaitingTexts, type Waiting } from '../team/waiting-texts.ts'
import { hasFilePlace } from './file-place.ts'
import { FileStore } from './file-store.ts'

/** What of a person's work no hub and no receipt has acknowledged; null where the project is nobody's but this laptop's. */
export async function unsentWork(data: DataContext, who: Who): Promise<Waiting | null> {
  const state = await data.db.syncState.get(who.projectId)
  const goesOut = state?.links?.[who.annotatorId] !== undefined || (await hasFilePlace(data, who))
  return goesOut ? new WaitingTexts(new FileStore(data, who)).read() : null
}
