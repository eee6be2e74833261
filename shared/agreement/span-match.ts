import { assertNever } from '../base/assert.ts'
import { overlap, type RatedSpan } from './span-document.ts'

/**
 * When two raters' spans are the same:
 * `exact` boundaries and label; `boundaries` without the label; `overlap` one to one, same label,
 * a shared character; `iou50` one to one, same label, half of their union shared; `any-overlap`
 * same label and touched at all, many to one; `characters` each labeled character by itself.
 */
export type SpanMatch = 'exact' | 'boundaries' | 'overlap' | 'iou50' | 'any-overlap' | 'characters'

/** How much each of two raters marked, and how much of it the other has too. */
export type MatchCounts = { first: number; second: number; firstMatched: number; secondMatched: number }

export const NO_MATCHES: MatchCounts = { first: 0, second: 0, firstMatched: 0, secondMatched: 0 }

/** Counts the matches of two raters' spans in one document. */
export function countMatches(first: readonly RatedSpan[], second: readonly RatedSpan[], match: SpanMatch): MatchCounts {
  switch (match) {
    case 'exact':
      return both(
        first,
        second,
        commonKeys(first, second, ({ start, end, label }) => `${start} ${end} ${label}`),
      )
    case 'boundaries':
      return both(
        first,
        second,
        commonKeys(first, second, ({ start, end }) => `${start} ${end}`),
      )
    case 'overlap':
      return both(first, second, mostMatches(first, second, sameLabelOverlap))
    case 'iou50':
      return both(first, second, mostMatches(first, second, halfShared))
    case 'any-overlap':
      return {
        first: first.length,
        second: second.length,
        firstMatched: first.filter((a) => second.some((b) => sameLabelOverlap(a, b))).length,
        secondMatched: second.filter((b) => first.some((a) => sameLabelOverlap(a, b))).length,
      }
    case 'characters':
      return characterMatches(first, second)
    default:
      return assertNever(match, 'match')
  }
}

export function addMatches(a: MatchCounts, b: MatchCounts): MatchCounts {
  return {
    first: a.first + b.first,
    second: a.second + b.second,
    firstMatched: a.firstMatched + b.firstMatched,
    secondMatched: a.secondMatched + b.secondMatched,
  }
}

function both(first: readonly RatedSpan[], second: readonly RatedSpan[], matched: number): MatchCounts {
  return { first: first.length, second: second.length, firstMatched: matched, secondMatched: matched }
}

/** The size of the multiset intersection. */
function commonKeys(
  first: readonly RatedSpan[],
  second: readonly RatedSpan[],
  key: (span: RatedSpan) => string,
): number {
  const left = new Map<string, number>()
  for (const span of first) left.set(key(span), (left.get(key(span)) ?? 0) + 1)
  let common = 0
  for (const span of second) {
    const there = left.get(key(span)) ?? 0
    if (there === 0) continue
    left.set(key(span), there - 1)
    common += 1
  }
  return common
}

function sameLabelOverlap(a: RatedSpan, b: RatedSpan): boolean {
  return a.label === b.label && overlap(a, b)
}

function halfShared(a: RatedSpan, b: RatedSpan): boolean {
  if (!sameLabelOverlap(a, b)) return false
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start)
  return 2 * shared >= a.end - a.start + (b.end - b.start) - shared
}

/** The most pairs that can be matched one to one (Kuhn's augmenting paths). */
function mostMatches(
  first: readonly RatedSpan[],
  second: readonly RatedSpan[],
  matches: (a: RatedSpan, b: RatedSpan) => boolean,
): number {
  const options = first.map((a) => [...second.keys()].filter((at) => matches(a, second[at] ?? a)))
  const takenBy = second.map(() => -1)
  const augment = (a: number, tried: Set<number>): boolean => {
    for (const b of options[a] ?? []) {
      if (tried.has(b)) continue
      tried.add(b)
      const holder = takenBy[b] ?? -1
      if (holder >= 0 && !augment(holder, tried)) continue
      takenBy[b] = a
      return true
    }
    return false
  }
  let matched = 0
  for (const a of first.keys()) if (augment(a, new Set())) matched += 1
  return matched
}

/** A character that one rater marked twice with a label counts once. */
function characterMatches(first: readonly RatedSpan[], second: readonly RatedSpan[]): MatchCounts {
  const counts = { ...NO_MATCHES }
  for (const label of new Set([...first, ...second].map((span) => span.label))) {
    const a = stretchesOf(first, label)
    const b = stretchesOf(second, label)
    counts.first += lengthOf(a)
    counts.second += lengthOf(b)
    let shared = 0
    for (const x of a) for (const y of b) shared += Math.max(0, Math.min(x.end, y.end) - Math.max(x.start, y.start))
    counts.firstMatched += shared
    counts.secondMatched += shared
  }
  return counts
}

type Stretch = { start: number; end: number }

/** The characters with a label, as stretches that do not overlap. */
function stretchesOf(spans: readonly RatedSpan[], label: number): Stretch[] {
  const stretches: Stretch[] = []
  for (const { start, end } of spans.filter((span) => span.label === label).toSorted((a, b) => a.start - b.start)) {
    const last = stretches.at(-1)
    if (last !== undefined && start <= last.end) last.end = Math.max(last.end, end)
    else stretches.push({ start, end })
  }
  return stretches
}

function lengthOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { start, end }) => sum + end - start, 0)
}
