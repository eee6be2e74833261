import { meanOfDefined } from './mean-of-defined.ts'
import { unmeasured, type Measured } from './measured.ts'
import { raterPairs } from './rater-pairs.ts'
import { ratersOf, type SpanDocument } from './span-document.ts'
import { addMatches, countMatches, NO_MATCHES, type MatchCounts, type SpanMatch } from './span-match.ts'
import { whyNoSharedDocument } from './why-no-spans.ts'

export type SpanF1Choice = {
  match: SpanMatch
  /** Count the spans of this label only. */
  label?: number
}

/** F1 of pooled counts: 2·TP / (|A| + |B|). One marked and the other nothing is 0; nobody anything is undefined. */
export function f1Of({ first, second, firstMatched, secondMatched }: MatchCounts): Measured {
  if (first + second === 0) return unmeasured('no-spans')
  if (firstMatched === 0 || secondMatched === 0) return { value: 0 }
  if (firstMatched === secondMatched) return { value: (2 * firstMatched) / (first + second) }
  // `any-overlap` only: the harmonic mean of the shares of each rater's spans that the other touched.
  const ofFirst = firstMatched / first
  const ofSecond = secondMatched / second
  return { value: (2 * ofFirst * ofSecond) / (ofFirst + ofSecond) }
}

/** One document's counts for a pair of raters; null when one of them did not do it. */
export function documentMatches(
  document: SpanDocument,
  [first, second]: readonly [number, number],
  { match, label }: SpanF1Choice,
): MatchCounts | null {
  const a = document.spans[first] ?? null
  const b = document.spans[second] ?? null
  if (a === null || b === null) return null
  if (label === undefined) return countMatches(a, b, match)
  return countMatches(
    a.filter((span) => span.label === label),
    b.filter((span) => span.label === label),
    match,
  )
}

/** F1 of two raters, counts pooled over the documents both did. */
export function pairSpanF1(
  documents: readonly SpanDocument[],
  pair: readonly [number, number],
  choice: SpanF1Choice,
): Measured {
  const counts = documents.flatMap((document) => documentMatches(document, pair, choice) ?? [])
  if (counts.length > 0) return f1Of(counts.reduce(addMatches, NO_MATCHES))
  return whyNoSharedDocument(documents) ?? unmeasured('no-overlap')
}

/** The mean F1 of the pairs of raters of whom at least one marked something. */
export function meanPairwiseSpanF1(documents: readonly SpanDocument[], choice: SpanF1Choice): Measured {
  const nothing = whyNoSharedDocument(documents)
  if (nothing !== null) return nothing
  const pairs = raterPairs(ratersOf(documents)).map((pair) => pairSpanF1(documents, pair, choice))
  return meanOfDefined(
    pairs.filter((pair) => pair.value !== null || pair.reason !== 'no-overlap'),
    'no-overlap',
  )
}

/** Documents that two raters did and in which nobody marked anything: they add nothing to F1. */
export function emptyDocuments(documents: readonly SpanDocument[]): { empty: number; shared: number } {
  const shared = documents.filter(({ spans }) => spans.filter((marked) => marked !== null).length > 1)
  const empty = shared.filter(({ spans }) => spans.every((marked) => (marked ?? []).length === 0))
  return { empty: empty.length, shared: shared.length }
}
