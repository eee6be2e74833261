/** Runs work one after another; a failure is the caller's own and does not stop what comes after. */
export function oneAfterAnother(): <Value>(work: () => Promise<Value>) => Promise<Value> {
  let tail: Promise<unknown> = Promise.resolve()
  return (work) => {
    const result = tail.then(work)
    tail = result.catch(() => undefined)
    return result
  }
}
