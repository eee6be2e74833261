import { addItem, coincidenceMatrix, emptyCoincidences, type CoincidenceCounts } from './coincidences.ts'
import { gwetAc } from './gwet-ac.ts'
import { alphaOfCoincidences } from './krippendorff-alpha.ts'
import { unmeasured, type ChanceCorrected, type Measured } from './measured.ts'
import { areApart, ratersOf, ratersWhoDid, type SpanDocument } from './span-document.ts'
import { segmentsOf, type Segment } from './span-segments.ts'
import { whyNoPartition } from './why-no-spans.ts'

export type CharacterChoice = {
  /** How many labels are declared; "outside" is one category more. */
  labels: number
  /** Leave out the characters that every rater left unmarked. */
  withoutOutside: boolean
}

/**
 * Nominal α of the label of each character, "outside" being a label too. Long unmarked text raises
 * it; leaving out what nobody marked lowers it. Characters are not independent: no analytic error.
 */
export function characterAlpha(documents: readonly SpanDocument[], choice: CharacterChoice): Measured {
  const nothing = whyNoPartition(documents)
  if (nothing !== null) return nothing
  const counts = emptyCoincidences(choice.labels + 1)
  for (const document of documents) countCharacters(counts, document, choice)
  return alphaOfCoincidences(coincidenceMatrix(counts), { name: 'nominal' })
}

/** Counts a document's characters in; what makes {@link characterAlpha} add up over documents. */
export function countCharacters(counts: CoincidenceCounts, document: SpanDocument, choice: CharacterChoice): void {
  for (const { length, codes } of countedSegments(document, choice)) addItem(counts, codes, length)
}

/**
 * AC1 of the label of each character, "outside" being a label too. As AC1 does with items, it takes
 * characters of documents that one rater did for the shares of the labels.
 */
export function characterAc1(documents: readonly SpanDocument[], labels: number): ChanceCorrected {
  const nothing = whyNoPartition(documents)
  if (nothing !== null) return { ...nothing, observed: null, expected: null }
  const raters = ratersOf(documents)
  const partitioned = documents.filter(({ spans }) => spans.every((marked) => areApart(marked ?? [])))
  const segments = partitioned.flatMap((document) => segmentsOf(document, labels))
  const items = segments.reduce((sum, { length }) => sum + length, 0)
  if (items * raters > CHARACTER_LIMIT) return { ...unmeasured('too-large'), observed: null, expected: null }
  const codes = new Int16Array(items * raters).fill(-1)
  let at = 0
  for (const segment of segments) {
    for (let character = 0; character < segment.length; character += 1) {
      codes.set(segment.codes, at)
      at += raters
    }
  }
  return gwetAc({ raters, items, categories: labels + 1, codes })
}

/** Characters × raters that are laid out at once. */
export const CHARACTER_LIMIT = 50_000_000

function countedSegments(document: SpanDocument, { labels, withoutOutside }: CharacterChoice): Segment[] {
  if (ratersWhoDid(document).length < 2) return []
  const segments = segmentsOf(document, labels)
  if (!withoutOutside) return segments
  return segments.filter(({ codes }) => codes.some((code) => code >= 0 && code !== labels))
}
