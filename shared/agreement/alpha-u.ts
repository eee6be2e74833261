import { unmeasured, type Measured } from './measured.ts'
import { areApart, ratersOf, type SpanDocument } from './span-document.ts'
import { whyNoSharedDocument } from './why-no-spans.ts'

/** αU, of one label or of all, with its disagreements where they exist. */
export type AlphaU = Measured & { observedDisagreement: number | null; expectedDisagreement: number | null }

/** αU over all labels, and of each. */
export type AlphaUFamily = { alpha: AlphaU; byLabel: AlphaU[] }

type Section = { start: number; length: number; unit: boolean }

/**
 * The older α of unitizing (Krippendorff 1995, 2004), for comparison only: uα of 2016 took its
 * place. Documents stand one after another; those that a rater did not do are left out.
 */
export function alphaU(documents: readonly SpanDocument[], labels: number): AlphaUFamily {
  const nothing = whyNoSharedDocument(documents)
  const byLabel = Array.from({ length: labels }, (_, label) =>
    nothing === null ? ofLabel(documents, label) : without(nothing),
  )
  if (nothing !== null) return { alpha: without(nothing), byLabel }
  const overlapping = byLabel.find(({ value, observedDisagreement }) => value === null && observedDisagreement === null)
  if (overlapping?.value === null) return { alpha: without(unmeasured(overlapping.reason)), byLabel }
  const observedDisagreement = byLabel.reduce((sum, one) => sum + (one.observedDisagreement ?? 0), 0)
  const expectedDisagreement = byLabel.reduce((sum, one) => sum + (one.expectedDisagreement ?? 0), 0)
  const value: Measured =
    expectedDisagreement === 0 ? unmeasured('no-spans') : { value: 1 - observedDisagreement / expectedDisagreement }
  return { alpha: { ...value, observedDisagreement, expectedDisagreement }, byLabel }
}

function without(reason: Extract<Measured, { value: null }>): AlphaU {
  return { ...reason, observedDisagreement: null, expectedDisagreement: null }
}

function ofLabel(documents: readonly SpanDocument[], label: number): AlphaU {
  const raters = ratersOf(documents)
  const done = documents.filter(({ spans }) => spans.length === raters && spans.every((marked) => marked !== null))
  const length = done.reduce((sum, document) => sum + document.length - (document.begin ?? 0), 0)
  if (length === 0) return without(unmeasured('incomplete'))
  const sections = Array.from({ length: raters }, (_, rater) => sectionsOf(done, rater, label))
  if (sections.includes(null)) return without(unmeasured('overlapping-spans'))
  const ofRaters = sections.flatMap((one) => (one === null ? [] : [one]))
  const observedDisagreement = observedOf(ofRaters) / (raters * (raters - 1) * length ** 2)
  const expectedDisagreement = expectedOf(ofRaters, length)
  const parts = { observedDisagreement, expectedDisagreement }
  return expectedDisagreement === 0
    ? { ...unmeasured('label-unused'), ...parts }
    : { value: 1 - observedDisagreement / expectedDisagreement, ...parts }
}

/** One rater's continuum as units of the label and the gaps between; null when its units overlap. */
function sectionsOf(documents: readonly SpanDocument[], rater: number, label: number): Section[] | null {
  const units: { start: number; end: number }[] = []
  let offset = 0
  for (const { begin = 0, length, spans } of documents) {
    const marked = (spans[rater] ?? []).filter((span) => span.label === label)
    if (!areApart(marked)) return null
    for (const { start, end } of marked.toSorted((a, b) => a.start - b.start)) {
      units.push({ start: start - begin + offset, end: end - begin + offset })
    }
    offset += length - begin
  }
  const sections: Section[] = []
  let at = 0
  for (const { start, end } of [...units, { start: offset, end: offset }]) {
    if (start > at) sections.push({ start: at, length: start - at, unit: false })
    if (end > start) sections.push({ start, length: end - start, unit: true })
    at = end
  }
  return sections
}

/**
 * Σ δ² over sections of two raters: units that overlap, the squared differences of their two ends;
 * a unit inside a gap, its squared length; anything else nothing.
 */
function observedOf(raters: readonly Section[][]): number {
  let sum = 0
  for (const [i, first] of raters.entries()) {
    for (const [j, second] of raters.entries()) {
      if (i === j) continue
      for (const g of first) for (const h of second) sum += sectionDistance(g, h)
    }
  }
  return sum
}

function sectionDistance(g: Section, h: Section): number {
  const start = g.start - h.start
  const end = g.start + g.length - (h.start + h.length)
  if (g.unit && h.unit) return -g.length < start && start < h.length ? start ** 2 + end ** 2 : 0
  if (g.unit && !h.unit) return start >= 0 && end <= 0 ? g.length ** 2 : 0
  if (!g.unit && h.unit) return start <= 0 && end >= 0 ? h.length ** 2 : 0
  return 0
}

/**
 * (2/L) Σ units [(N-1)/3 (2l³ - 3l² + l) + l² Σ gaps (l' - l + 1 where l' >= l)]
 * / (mL(mL - 1) - Σ units l(l - 1)), N the number of units of all raters.
 */
function expectedOf(raters: readonly Section[][], length: number): number {
  const all = raters.flat()
  const units = all.filter(({ unit }) => unit)
  const gaps = all.filter(({ unit }) => !unit)
  const whole = raters.length * length
  let sum = 0
  let own = 0
  for (const { length: l } of units) {
    const room = gaps.reduce((total, gap) => total + (gap.length >= l ? gap.length - l + 1 : 0), 0)
    sum += ((units.length - 1) / 3) * (2 * l ** 3 - 3 * l ** 2 + l) + l ** 2 * room
    own += l * (l - 1)
  }
  return ((2 / length) * sum) / (whole * (whole - 1) - own)
}
