import { coincidenceMatrix, emptyCoincidences, type CoincidenceCounts } from './coincidences.ts'
import type { Resampled } from './bootstrap.ts'
import { countCharacters, type CharacterChoice } from './character-alpha.ts'
import { alphaOfCoincidences } from './krippendorff-alpha.ts'
import { meanOfDefined } from './mean-of-defined.ts'
import { unmeasured } from './measured.ts'
import { raterPairs } from './rater-pairs.ts'
import { ratersOf, type SpanDocument } from './span-document.ts'
import { documentMatches, f1Of, type SpanF1Choice } from './span-f1.ts'
import { addUnitizingSums, emptyUnitizingSums, unitizingAlphaOf, unitizingSums } from './unitizing-alpha.ts'
import { whyNoPartition } from './why-no-spans.ts'

/** Mean pairwise F1 on drawn documents: their counts add up, so spans are matched once. */
export function resampleSpanF1(documents: readonly SpanDocument[], choice: SpanF1Choice): Resampled {
  const pairs = raterPairs(ratersOf(documents)).map((pair) =>
    documents.map((document) => documentMatches(document, pair, choice)),
  )
  return {
    units: documents.length,
    statistic: (draws) => {
      const all = pairs.map((counts) => {
        const sum = { first: 0, second: 0, firstMatched: 0, secondMatched: 0 }
        for (const unit of draws) {
          const one = counts[unit] ?? null
          if (one === null) continue
          sum.first += one.first
          sum.second += one.second
          sum.firstMatched += one.firstMatched
          sum.secondMatched += one.secondMatched
        }
        return f1Of(sum)
      })
      return meanOfDefined(all, 'no-overlap')
    },
  }
}

/** Character α on drawn documents. */
export function resampleCharacterAlpha(documents: readonly SpanDocument[], choice: CharacterChoice): Resampled {
  const nothing = whyNoPartition(documents)
  if (nothing !== null) return { units: documents.length, statistic: () => nothing }
  const counts = documents.map((document) => {
    const own = emptyCoincidences(choice.labels + 1)
    countCharacters(own, document, choice)
    return own
  })
  return {
    units: documents.length,
    statistic: (draws) => {
      const sum = emptyCoincidences(choice.labels + 1)
      for (const unit of draws) addCounts(sum, counts[unit])
      return alphaOfCoincidences(coincidenceMatrix(sum), { name: 'nominal' })
    },
  }
}

function addCounts(into: CoincidenceCounts, from: CoincidenceCounts | undefined): void {
  for (const [given, pairs] of (from?.pairs ?? []).entries()) {
    if (pairs === undefined) continue
    const there = into.pairs[given]
    if (there === undefined) into.pairs[given] = pairs.slice()
    else for (let cell = 0; cell < pairs.length; cell += 1) there[cell] = (there[cell] ?? 0) + (pairs[cell] ?? 0)
  }
}

/** uα on drawn documents. */
export function resampleUnitizingAlpha(documents: readonly SpanDocument[], labels: number): Resampled {
  const nothing = whyNoPartition(documents)
  if (nothing !== null) return { units: documents.length, statistic: () => nothing }
  const sums = documents.map((document) => unitizingSums(document, labels))
  return {
    units: documents.length,
    statistic: (draws) => {
      const sum = emptyUnitizingSums(labels)
      for (const unit of draws) addUnitizingSums(sum, sums[unit] ?? emptyUnitizingSums(labels))
      const { alpha } = unitizingAlphaOf(sum)
      return sum.lengths.every((length) => length === 0) ? unmeasured('no-overlap') : alpha
    },
  }
}
