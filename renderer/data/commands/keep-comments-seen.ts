import type { DataContext } from '../data-context.ts'
import { seenKey, type LeadComment } from '../queries/lead-comments.ts'
import type { Who } from './change-project.ts'

/** The person has looked at these comments. */
export async function keepCommentsSeen(data: DataContext, who: Who, comments: readonly LeadComment[]): Promise<void> {
  const value = Object.fromEntries(comments.map(({ itemId, from, lamport }) => [`${itemId} ${from}`, lamport]))
  await data.db.local.put({ key: seenKey(who), value })
}
