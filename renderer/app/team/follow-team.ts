import type { JournalPort } from '#renderer/data/journal/journal-port.ts'
import type { TeamService } from './team-service.ts'

/** A gap between two looks at the clock that only sleep explains. */
const LOOK_MS = 30_000
const SLEPT_MS = 90_000

/** Wakes the rounds when the net is back, the window is used, or the laptop woke from sleep. */
export function wakeWithMachine(team: TeamService, target: Window): void {
  target.addEventListener('online', () => team.wake('online'))
  target.addEventListener('focus', () => team.wake('focus'))
  let looked = Date.now()
  setInterval(() => {
    const now = Date.now()
    if (now - looked > SLEPT_MS) team.wake('woke')
    looked = now
  }, LOOK_MS)
}

/** The journal, with a word to `onRecorded` after each act that is saved. */
export function tellingJournal(journal: JournalPort, onRecorded: () => void): JournalPort {
  return {
    ...journal,
    async record(entry, apply) {
      const operations = await journal.record(entry, apply)
      onRecorded()
      return operations
    },
  }
}
