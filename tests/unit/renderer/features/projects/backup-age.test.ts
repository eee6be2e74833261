import { describe, expect, it } from 'vitest'
import { DAY_MS, isFileOld, snapshotTrouble } from '#renderer/features/projects/backup-age.ts'
import { backupNotesSchema } from '#renderer/platform/backups-port.ts'

const NOW = 1_800_000_000_000
const file = { name: 'a', bytes: 1, operations: 1, sha256: '', checked: false, heads: {} }
const notes = (days: number | null, laterUntil = 0) =>
  backupNotesSchema.parse({ last: days === null ? null : { ...file, at: NOW - days * DAY_MS }, laterUntil })

describe('the reminder of a backup file', () => {
  it('comes after a week and fifty changes, both', () => {
    expect(isFileOld(notes(8), 51, NOW)).toBe(true)
    expect(isFileOld(notes(6), 5000, NOW)).toBe(false)
    expect(isFileOld(notes(30), 50, NOW)).toBe(false)
  })

  it('comes without any file once there is much to lose', () => {
    expect(isFileOld(notes(null), 51, NOW)).toBe(true)
    expect(isFileOld(notes(null), 20, NOW)).toBe(false)
  })

  it('is silent for the day after «later»', () => {
    expect(isFileOld(notes(8, NOW + 1), 500, NOW)).toBe(false)
    expect(isFileOld(notes(8, NOW), 500, NOW)).toBe(true)
  })

  it('takes unreadable notes for none', () => {
    expect(backupNotesSchema.parse({ last: { at: 'x' }, seal: 7, laterUntil: 'y' })).toEqual({
      last: null,
      seal: null,
      laterUntil: 0,
    })
  })
})

describe('a trouble with snapshots', () => {
  it('of the chosen folder is told after three days, one with no snapshot at all at once', () => {
    expect(snapshotTrouble({ code: 'folder-missing', since: NOW - 2 * DAY_MS }, NOW)).toBeNull()
    expect(snapshotTrouble({ code: 'folder-missing', since: NOW - 3 * DAY_MS }, NOW)).toBe('away')
    expect(snapshotTrouble({ code: 'folder-full', since: NOW - 4 * DAY_MS }, NOW)).toBe('trouble')
    expect(snapshotTrouble({ code: 'disk-full', since: NOW }, NOW)).toBe('failed')
  })
})
