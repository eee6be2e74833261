const POLL_MS = 20

/** Waits until something is so; an error after `limitMs`. */
export async function until(isSo: () => boolean, limitMs: number): Promise<void> {
  for (let waited = 0; !isSo(); waited += POLL_MS) {
    if (waited > limitMs) throw new Error(`Not so after ${limitMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, POLL_MS))
  }
}
