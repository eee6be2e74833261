import type { SpanValue } from './span.ts'

/** `boundary`: the same label on other words. `label`: another label on these words. `missing`: not all marked them. */
export type SpanDifferenceKind = 'boundary' | 'label' | 'missing'

/** One place of a text where answers differ. */
export type SpanDifference = {
  kind: SpanDifferenceKind
  /** What each answer marked there, in the order of the answers; null = nothing. */
  said: (SpanValue | null)[]
}

export type SpanComparison = {
  /** Marked by all alike. */
  agreed: SpanValue[]
  /** In text order. */
  differences: SpanDifference[]
}

/** A span with the answers that hold it: numbers in the order of the answers. */
type Held = { span: SpanValue; by: ReadonlySet<number> }
/** Spans of different answers that speak of the same words: at most one of each answer. */
type Group = Held[]

/**
 * Aligns the spans of two or more answers to one question. Spans that all hold alike are agreed. Of the others, those that
 * overlap in one field are put together so that the overlap is greatest in all, of equals so that labels agree most; an
 * answer has at most one span in each place. The order of the answers changes nothing but the order of `said`.
 * `fields`: order of the fields.
 */
export function compareSpans(
  answers: readonly (readonly SpanValue[])[],
  fields: readonly string[] = [],
): SpanComparison {
  const held = heldSpans(answers).toSorted((a, b) => inText(a.span, b.span, fields))
  const agreed = held.filter(({ by }) => by.size === answers.length).map(({ span }) => span)
  const open = held.filter(({ by }) => by.size < answers.length)
  const groups = neighbourhoods(open).flatMap(align)
  groups.sort((a, b) => inText(firstOf(a), firstOf(b), fields))
  return { agreed, differences: groups.map((group) => differenceOf(group, answers.length)) }
}

/** Earlier first, of two that start together the longer first. */
export function inText(a: SpanValue, b: SpanValue, fields: readonly string[] = []): number {
  const place = fields.indexOf(a.field) - fields.indexOf(b.field)
  if (place !== 0) return place
  if (a.field !== b.field) return a.field < b.field ? -1 : 1
  if (a.start !== b.start) return a.start - b.start
  if (a.end !== b.end) return b.end - a.end
  return a.label === b.label ? 0 : a.label < b.label ? -1 : 1
}

export function sameSpan(a: SpanValue, b: SpanValue): boolean {
  return a.field === b.field && a.start === b.start && a.end === b.end && a.label === b.label
}

function heldSpans(answers: readonly (readonly SpanValue[])[]): Held[] {
  const known = new Map<string, { span: SpanValue; by: Set<number> }>()
  for (const [index, spans] of answers.entries()) {
    for (const span of spans) {
      const key = `${span.field} ${span.start} ${span.end} ${span.label}`
      const one = known.get(key) ?? { span, by: new Set<number>() }
      one.by.add(index)
      known.set(key, one)
    }
  }
  return [...known.values()]
}

function overlap(a: SpanValue, b: SpanValue): number {
  return a.field === b.field ? Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start)) : 0
}

/** Spans that hang together by overlapping: what lies in different ones is never put together. */
function neighbourhoods(open: readonly Held[]): Held[][] {
  const found: { spans: Held[]; field: string; end: number }[] = []
  // By start, as `open` is within a field: a span touches only what has not ended before it.
  for (const one of open) {
    const last = found.findLast(({ field }) => field === one.span.field)
    if (last !== undefined && one.span.start < last.end) {
      last.spans.push(one)
      last.end = Math.max(last.end, one.span.end)
    } else found.push({ spans: [one], field: one.span.field, end: one.span.end })
  }
  return found.map(({ spans }) => spans)
}

/** Trials in one neighbourhood; past them the best found so far stands. Reached only where dozens of spans hang together. */
const MOST_TRIALS = 20_000

/** Puts the spans of a neighbourhood together: every way is tried, a span at a time, longest overlaps first. */
function align(spans: readonly Held[]): Group[] {
  let best: { groups: Group[]; worth: number } = { groups: [], worth: -1 }
  let trials = 0
  const most = spans.map((one, at) => greatestWorth(one, spans.slice(0, at)))
  const ahead = most.map((_, at) => most.slice(at).reduce((sum, worth) => sum + worth, 0))
  const place = (at: number, groups: Group[], worth: number): void => {
    const one = spans[at]
    if (one === undefined) {
      if (worth > best.worth) best = { groups: groups.map((group) => [...group]), worth }
      return
    }
    trials += 1
    if (trials > MOST_TRIALS && best.worth >= 0) return
    if (worth + (ahead[at] ?? 0) <= best.worth) return
    const choices = groups
      .flatMap((group) => {
        const gain = worthOf(one, group)
        return gain === null ? [] : [{ group, gain }]
      })
      .toSorted((a, b) => b.gain - a.gain)
    for (const { group, gain } of choices) {
      group.push(one)
      place(at + 1, groups, worth + gain)
      group.pop()
    }
    groups.push([one])
    place(at + 1, groups, worth)
    groups.pop()
  }
  place(0, [], 0)
  return best.groups
}

/** One unit of overlap outweighs all labels that agree. */
const OVERLAP_WEIGHT = 1_000

/** What a span adds to a group; null where it may not stand in it. */
function worthOf(one: Held, group: Group): number | null {
  let worth = 0
  for (const other of group) {
    const common = overlap(one.span, other.span)
    if (common === 0 || [...one.by].some((index) => other.by.has(index))) return null
    worth += (common * OVERLAP_WEIGHT + (one.span.label === other.span.label ? 1 : 0)) * one.by.size * other.by.size
  }
  return worth
}

function greatestWorth(one: Held, before: readonly Held[]): number {
  return before.reduce((sum, other) => sum + (worthOf(one, [other]) ?? 0), 0)
}

function firstOf(group: Group): SpanValue {
  const [first] = group.toSorted((a, b) => inText(a.span, b.span))
  if (first === undefined) throw new Error('a group holds a span')
  return first.span
}

function differenceOf(group: Group, answers: number): SpanDifference {
  const said = Array.from({ length: answers }, (_, index) => group.find(({ by }) => by.has(index))?.span ?? null)
  const spans = group.map(({ span }) => span)
  const [first] = spans
  const kind = spans.some(({ label }) => label !== first?.label)
    ? 'label'
    : spans.some(({ start, end }) => start !== first?.start || end !== first.end)
      ? 'boundary'
      : 'missing'
  return { kind, said }
}
