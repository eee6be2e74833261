import type { DataContext } from '#renderer/data/data-context.ts'
import type { KeepReason } from '#renderer/platform/writer-lock-port.ts'
import type { UnsavedWork } from './unsaved-work.ts'

/** Longest wait for writes under way; the tab that asked waits a little longer (writer-lock.ts). */
const LIMIT_MS = 5000

/** Why this tab must go on writing; null where it may hand over. */
export function keepsWriting(unsaved: UnsavedWork): KeepReason | null {
  if (unsaved.has('import') || unsaved.has('copy')) return 'importing'
  return unsaved.has('failed') ? 'unsaved' : null
}

/** Ends what this tab is writing, so that another may write. A reason = it could not be ended. */
export async function finishWriting(unsaved: UnsavedWork, data: DataContext): Promise<KeepReason | null> {
  await unsaved.flushTexts()
  if (!(await unsaved.waitWithout(['answers', 'texts'], LIMIT_MS))) return 'unsaved'
  await data.serial(() => Promise.resolve())
  return keepsWriting(unsaved)
}
