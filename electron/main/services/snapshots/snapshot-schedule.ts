/** A little after the first paint, when the start is over. */
const FIRST_LOOK_MS = 20_000
const LOOK_EVERY_MS = 60 * 60 * 1000

/** Looks soon after the start and then every hour whether a snapshot is due. Returns what ends it. */
export function scheduleSnapshots(look: () => Promise<void>): () => void {
  const run = () => void look().catch(() => undefined)
  const first = setTimeout(run, FIRST_LOOK_MS)
  const every = setInterval(run, LOOK_EVERY_MS)
  first.unref()
  every.unref()
  return () => {
    clearTimeout(first)
    clearInterval(every)
  }
}
