import { interfaceTexts } from '#renderer/i18n/i18n.ts'
import { showToast } from '#renderer/ui/toasts.tsx'
import type { Taken } from './take-file.ts'

/** A file that waited for the hub has been given to it, by itself: said in passing. */
export function tellQueued(name: string, taken: Taken): void {
  const key = taken.kind === 'at-hub' ? 'queue.sent' : 'queue.refused'
  showToast(interfaceTexts.t(`bundles:${key}`, { name }))
}
