import type { SecondStorePort } from '#renderer/platform/second-store-port.ts'
import type { NishanDatabase } from './db.ts'

/** Chromium's "Internal error opening backing store" often passes by itself (dexie #1767). */
const PAUSES_MS = [300, 1500]
/** An open that never answers is a store that does not open. One of an older version first gets its new indexes. */
const LIMITS_MS = { open: 20_000, upgrade: 600_000 }

/** Milliseconds: pauses before further tries, and how long each may take. */
export type OpenPatience = { pauses: readonly number[]; limits: { open: number; upgrade: number } }

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
  { pauses = PAUSES_MS, limits = LIMITS_MS }: Partial<OpenPatience> = {},
): Promise<OpenOutcome> {
  const patience = { pauses, limits }
  const code = await tryOpen(db, patience)
  if (code === null) return { opened: true, cleared: false }
  if (second === null || NOT_BY_CLEARING.has(code) || !(await canFillAgain(second))) return { opened: false, code }
  try {
    await second.clearDatabase()
  } catch {
    return { opened: false, code }
  }
  const after = await tryOpen(db, patience)
  return after === null ? { opened: true, cleared: true } : { opened: false, code: after }
}

/** Null when it is open; otherwise the name of the last error. */
async function tryOpen(db: NishanDatabase, { pauses, limits }: OpenPatience): Promise<string | null> {
  for (let tries = 0; ; tries += 1) {
    const code = await openOnce(db, limits)
    const pause = pauses[tries]
    if (code === null || pause === undefined || NOT_BY_CLEARING.has(code)) return code
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

async function openOnce(db: NishanDatabase, limits: OpenPatience['limits']): Promise<string | null> {
  const limitMs = (await isOlder(db, limits.open)) ? limits.upgrade : limits.open
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve('TimeoutError'), limitMs)
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

/** Whether what lies on the disk is of an older version of the app. Dexie counts in tenths. */
async function isOlder(db: NishanDatabase, limitMs: number): Promise<boolean> {
  const unknown = new Promise<[]>((resolve) => setTimeout(() => resolve([]), limitMs))
  const found = await Promise.race([indexedDB.databases().catch(() => []), unknown])
  const version = found.find(({ name }) => name === db.name)?.version
  return version !== undefined && version < db.verno * 10
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
