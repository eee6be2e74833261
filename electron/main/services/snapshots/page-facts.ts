import type { PageFacts } from '#shared/ipc/snapshots-contract.ts'

/** A page that does not answer has crashed or is only starting: the snapshot is made without what it knows. */
const ANSWER_LIMIT_MS = 3000

/** Asks the page what only it knows, and takes its answer. */
export class PageQuestion {
  readonly #send: () => boolean
  #waiting: ((facts: PageFacts | null) => void)[] = []

  /** `send`: tells the page that it is asked; false when there is none. */
  constructor(send: () => boolean) {
    this.#send = send
  }

  ask(): Promise<PageFacts | null> {
    return new Promise((resolve) => {
      this.#waiting.push(resolve)
      if (!this.#send()) this.answer(null)
      else setTimeout(() => resolve(null), ANSWER_LIMIT_MS).unref()
    })
  }

  answer(facts: PageFacts | null): void {
    for (const resolve of this.#waiting.splice(0)) resolve(facts)
  }
}
