import type { Measured } from '../measured.ts'
import type { Interval } from '../t-interval.ts'
import { isShared, type AnswerBook, type BookItem } from './answer-book.ts'
import type { TrendPoint } from './question-report.ts'

/** The headline of some items, with its interval. */
export type Headline = (items: readonly BookItem[]) => { value: Measured; range: Interval | null }

/** Points of a line over days: more are drawn together. */
const MOST_POINTS = 40
/** Days are joined until so many items are shared: with fewer a figure says nothing. */
const FEWEST_ITEMS = 20

/** The headline of each batch, in the order in which they were answered. */
export function batchTrend(book: AnswerBook, items: readonly BookItem[], headline: Headline): TrendPoint[] {
  const points = [...book.batches].flatMap(([batch, within]) => {
    const point = pointOf(
      items.filter(({ id }) => within.has(id)),
      headline,
    )
    return point === null ? [] : [{ ...point, batch }]
  })
  return points.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0))
}

/** The headline of what could first be compared on each day; days are joined where they are many or hold little. */
export function dayTrend(items: readonly BookItem[], headline: Headline): TrendPoint[] {
  const byDay = new Map<string, BookItem[]>()
  for (const item of items.filter(isShared)) {
    const day = comparableSince(item)
    const others = byDay.get(day)
    if (others === undefined) byDay.set(day, [item])
    else others.push(item)
  }
  const days = [...byDay.keys()].filter((day) => day !== '').sort()
  const together = Math.ceil(days.length / MOST_POINTS)
  const groups: BookItem[][] = []
  let joined = together
  for (const day of days) {
    const last = groups.at(-1)
    if (last === undefined || (last.length >= FEWEST_ITEMS && joined >= together)) {
      groups.push([...(byDay.get(day) ?? [])])
      joined = 1
    } else {
      last.push(...(byDay.get(day) ?? []))
      joined += 1
    }
  }
  const rest = (groups.at(-1)?.length ?? 0) < FEWEST_ITEMS ? groups.pop() : undefined
  if (rest !== undefined) groups.at(-1)?.push(...rest)
  return groups.flatMap((group) => pointOf(group, headline) ?? [])
}

/** The day of an item's second answer. */
function comparableSince(item: BookItem): string {
  return item.answers.flatMap((answer) => (answer === undefined ? [] : [answer.day])).sort()[1] ?? ''
}

function pointOf(items: readonly BookItem[], headline: Headline): TrendPoint | null {
  const shared = items.filter(isShared)
  if (shared.length === 0) return null
  const days = shared.flatMap(({ answers }) => answers.flatMap((answer) => (answer === undefined ? [] : [answer.day])))
  days.sort()
  return { from: days[0] ?? '', to: days.at(-1) ?? '', shared: shared.length, ...headline(shared) }
}
