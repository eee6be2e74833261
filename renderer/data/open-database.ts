import type { SecondStorePort } from '#renderer/platform/second-store-port.ts'
import type { NishanDatabase } from './db.ts'

/** Chromium's "Internal error opening backing store" often passes by itself (dexie #1767). */
const PAUSES_MS = [300, 1500]
/** An open that never answers is a store that does not open. */
const OPEN_LIMIT_MS = 20_000

export type OpenOutcome =
  | { readonly opened: true; readonly cleared: boolean }
  /** `code`: the browser's name of the error, or 'TimeoutError'. */
  | { readonly opened: false; readonly code: string }

/** Emptying helps against none of these: no room, a store written by a newer version of the app, no permission. */
const NOT_BY_CLEARING: ReadonlySet<string> = new Set(['QuotaExceededError', 'VersionError', 'SecurityError'])

/**
 * Opens IndexedDB, a few times if need be. One that stays shut is emptied only where the journal is whole and holds work,
 * from which it is then filled again: an empty database is never taken for the truth.
 */
export async function openDatabase(
  db: NishanDatabase,
  second: SecondStorePort | null,
  pauses: readonly number[] = PAUSES_MS,
): Promise<OpenOutcome> {
  const code = await tryOpen(db, pauses)
  if (code === null) return { opened: true, cleared: false }
  if (second === null || NOT_BY_CLEARING.has(code) || !(await canFillAgain(second))) return { opened: false, code }
  try {
    await second.clearDatabase()
  } catch {
    return { opened: false, code }
  }
  const after = await tryOpen(db, pauses)
  return after === null ? { opened: true, cleared: true } : { opened: false, code: after }
}

/** Null when it is open; otherwise the name of the last error. */
async function tryOpen(db: NishanDatabase, pauses: readonly number[]): Promise<string | null> {
  for (let tries = 0; ; tries += 1) {
    const code = await openOnce(db)
    const pause = pauses[tries]
    if (code === null || pause === undefined || NOT_BY_CLEARING.has(code)) return code
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

async function openOnce(db: NishanDatabase): Promise<string | null> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('TimeoutError'), OPEN_LIMIT_MS)
  })
  const opened = db.open().then(
    () => null,
    (error: unknown) => {
      // What failed once would be told again without asking the browser.
      db.close({ disableAutoOpen: false })
      return causeOf(error)
    },
  )
  const code = await Promise.race([opened, late])
  clearTimeout(timer)
  return code
}

/** Dexie wraps the browser's error: its own name says only that opening failed. */
function causeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'UnknownError'
  const { inner } = error as { inner?: unknown }
  return inner instanceof Error || inner instanceof DOMException ? inner.name : error.name
}

async function canFillAgain(second: SecondStorePort): Promise<boolean> {
  try {
    const { found, writers } = await second.open()
    return found === 'whole' && writers.some(({ upTo }) => upTo > 0)
  } catch {
    return false
  }
}
