/** The next address is tried beside the one before when that has not answered for so long. */
const STAGGER_MS = 1_500

export type Meet<Met> = (url: string, signal: AbortSignal) => Promise<Met>

/**
 * Meets a hub at the first of its addresses that answers, in their order: one that fails makes room for the next at once,
 * one that is silent after a moment. The others are broken off. Null: none answered.
 */
export async function firstToAnswer<Met>(urls: readonly string[], meet: Meet<Met>): Promise<Met | null> {
  const over = new AbortController()
  const waiting = [...urls]
  let under = 0
  try {
    return await new Promise<Met | null>((resolve) => {
      const next = () => {
        const url = waiting.shift()
        if (url === undefined) {
          if (under === 0) resolve(null)
          return
        }
        under += 1
        let passed = false
        const goOn = () => {
          if (passed || over.signal.aborted) return
          passed = true
          clearTimeout(timer)
          next()
        }
        const timer = setTimeout(goOn, STAGGER_MS)
        const failed = () => {
          under -= 1
          if (passed && under === 0 && waiting.length === 0) resolve(null)
          goOn()
        }
        meet(url, over.signal)
          .then(resolve, failed)
          .finally(() => clearTimeout(timer))
      }
      next()
    })
  } finally {
    over.abort()
  }
}
