import type { RandomBytes } from './ids.ts'

/** A whole number from 0 to `under` − 1, each as likely as any other. */
export function randomBelow(under: number, random: RandomBytes): number {
  const most = Math.floor(2 ** 32 / under) * under
  for (;;) {
    const [a = 0, b = 0, c = 0, d = 0] = random(4)
    const number = a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d
    if (number < most) return number % under
  }
}

/** The same in an order that is drawn (Fisher and Yates, as Durstenfeld has it). */
export function shuffled<Value>(values: readonly Value[], random: RandomBytes): Value[] {
  const mixed = [...values]
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = randomBelow(last + 1, random)
    const [one, two] = [mixed[last], mixed[other]]
    if (one === undefined || two === undefined) continue
    mixed[last] = two
    mixed[other] = one
  }
  return mixed
}

/** Two lists in one, each in its own order, the places of the second drawn. */
export function mixedIn<Value>(values: readonly Value[], among: readonly Value[], random: RandomBytes): Value[] {
  const takes = shuffled([...values.map(() => true), ...among.map(() => false)], random)
  const [first, second] = [values.values(), among.values()]
  return takes.flatMap((isFirst) => {
    const next = (isFirst ? first : second).next()
    return next.done === true ? [] : [next.value]
  })
}
