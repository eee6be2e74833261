/** Lets every event that waits go first, then goes on. */
export async function turn(): Promise<void> {
  if ('scheduler' in globalThis) await scheduler.postTask(() => undefined, { priority: 'background' })
  // Tests run where there is no such scheduler.
  else await new Promise((resolve) => setTimeout(resolve))
}
