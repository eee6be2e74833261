import { parseSettings } from '#shared/domain/settings.ts'
import type { SettingsPort } from '#renderer/platform/platform-port.ts'
import type { DataContext } from '../data-context.ts'

const KEY = 'settings'

/**
 * Settings of the browser build a second time, in the strict store: the one of the page is there at once for the first paint,
 * but the browser writes it late, and a power cut takes who works here. Brings back what is kept, then keeps every change.
 */
export async function keepSettings(data: DataContext, settings: SettingsPort): Promise<void> {
  const { local } = data.db
  const kept = await local.get(KEY)
  if (kept !== undefined) settings.update(parseSettings(kept.value))
  settings.subscribe(() => {
    // A change that could not be kept is one of appearance: the next change tries again.
    void local.put({ key: KEY, value: settings.current() }).catch(() => undefined)
  })
}
