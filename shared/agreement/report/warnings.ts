import { intervalPolicy } from '../interval-policy.ts'
import type { LabelLine, QuestionReport, Warning } from './question-report.ts'

/** Largest label share and distance between raw agreement and α above which the prevalence paradox is named. */
const PREVALENCE_SHARE = 0.85
const PREVALENCE_GAP = 0.25
/** A label that a person gives so much more or less often than the others, on at least so many shared items. */
const SHIFT = 0.1
const SHIFT_ITEMS = 20
/** The headline rises by so much without a person. */
const OUTLIER = 0.05
const HIGH_AC1 = 0.8
const LOW_ALPHA = 0.4
const SHIFTS_TOLD = 3

/** What a lead should know before trusting a figure (measures.md, section 11), the most important first. */
export function warningsOf(report: Omit<QuestionReport, 'warnings'>): Warning[] {
  if (report.shared === 0) return []
  return [
    ...fewItems(report),
    ...prevalence(report),
    ...outliers(report),
    ...shifts(report),
    ...apart(report),
    ...unused(report),
  ]
}

type Given = Omit<QuestionReport, 'warnings'>

function fewItems({ shared, observed }: Given): Warning[] {
  const warnings: Warning[] = []
  if (intervalPolicy(shared) !== 'ok') warnings.push({ code: 'few-items', shared })
  if (observed.value === 1) warnings.push({ code: 'no-disagreement', shared })
  return warnings
}

function prevalence({ kind, headline, observed, labels, beside }: Given): Warning[] {
  if (kind !== 'single' || observed.value === null || observed.value === 1) return []
  const alpha = headline.value.value
  const ac1 = beside.find(({ id }) => id === 'ac1')?.value.value ?? null
  const most = labels.toSorted((a, b) => b.share - a.share)[0]
  if (most === undefined || alpha === null) return []
  if (most.share > PREVALENCE_SHARE && observed.value - alpha > PREVALENCE_GAP) {
    const rare = rarest(labels)
    return [{ code: 'prevalence', label: most.label, share: most.share, observed: observed.value, rare }]
  }
  return ac1 !== null && ac1 >= HIGH_AC1 && alpha < LOW_ALPHA ? [{ code: 'uninformative', ac1 }] : []
}

function rarest(labels: readonly LabelLine[]): LabelLine['label'] | null {
  return labels.filter(({ given }) => given > 0).toSorted((a, b) => a.given - b.given)[0]?.label ?? null
}

function outliers({ headline, persons }: Given): Warning[] {
  const all = headline.value.value
  if (all === null) return []
  return persons.flatMap(({ person, without }): Warning[] =>
    without.value !== null && without.value - all > OUTLIER
      ? [{ code: 'outlier', person, without: without.value, with: all }]
      : [],
  )
}

/** Of each person the label that differs most. */
function shifts({ persons }: Given): Warning[] {
  const found = persons.flatMap(({ person, shared, shares }) => {
    const most = shares.toSorted((a, b) => Math.abs(b.own - b.others) - Math.abs(a.own - a.others))[0]
    if (most === undefined || shared < SHIFT_ITEMS || Math.abs(most.own - most.others) <= SHIFT) return []
    return [{ code: 'shift' as const, person, ...most }]
  })
  return found.sort((a, b) => Math.abs(b.own - b.others) - Math.abs(a.own - a.others)).slice(0, SHIFTS_TOLD)
}

function apart({ pairs }: Given): Warning[] {
  return pairs.flatMap(({ people, shared }): Warning[] => (shared === 0 ? [{ code: 'apart', people }] : []))
}

function unused({ labels }: Given): Warning[] {
  const never = labels.filter(({ given }) => given === 0).map(({ label }) => label)
  return never.length === 0 || never.length === labels.length ? [] : [{ code: 'unused', labels: never }]
}
