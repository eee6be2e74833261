import type { AnnotatorId, BatchId, ItemId, LabelId, ProjectId, QuestionId } from '#shared/base/ids.ts'
import { waits } from '#renderer/app/adjudicate/use-waiting-decisions.ts'
import type { Disagreed, DisagreedOrder, QueueWish } from '#renderer/workers/agreement-protocol.ts'

/** What of the queue is shown; '' = all. */
export type QueueFilters = {
  question: QuestionId | ''
  /** Only where these two met; null = no label. */
  labels: readonly [LabelId | null, LabelId | null] | null
  /** Who answered: one person, or a pair. */
  person: AnnotatorId | ''
  other: AnnotatorId | ''
  language: string
  batch: BatchId | ''
  flagged: boolean
  unsure: boolean
  withPending: boolean
  order: DisagreedOrder
}

export const NO_FILTERS: QueueFilters = {
  question: '',
  labels: null,
  person: '',
  other: '',
  language: '',
  batch: '',
  flagged: false,
  unsure: false,
  withPending: false,
  order: 'disagreement',
}

/** What a link asks for (routes.ts, adjudicatePath). */
export function filtersOfLink(search: string): { filters: QueueFilters; item: ItemId | null } {
  const asked = new URLSearchParams(search)
  const get = (name: string) => asked.get(name) ?? ''
  const [one, other, ...more] = get('labels').split(',')
  const labels =
    asked.has('labels') && other !== undefined && more.length === 0 ? ([labelOf(one), labelOf(other)] as const) : null
  const filters: QueueFilters = {
    ...NO_FILTERS,
    question: get('question') as QuestionId | '',
    labels,
    person: get('person') as AnnotatorId | '',
    language: get('language'),
    batch: get('batch') as BatchId | '',
  }
  return { filters, item: asked.has('item') ? (get('item') as ItemId) : null }
}

const labelOf = (id: string | undefined) => (id === undefined || id === '' ? null : (id as LabelId))

/** What the worker is asked; the rest is looked up in what it tells. */
export function wishOf(projectId: ProjectId, filters: QueueFilters): QueueWish {
  const { question, labels, person, language, batch, withPending, order } = filters
  return {
    projectId,
    filter: { ...(language !== '' && { language }), ...(batch !== '' && { batch }) },
    ...(question !== '' && { question }),
    ...(labels !== null && { labels: [...labels] as [LabelId | null, LabelId | null] }),
    ...(person !== '' && { person }),
    withPending,
    order,
  }
}

/** Whether an item of the list is shown: flagged, unsure and the other of a pair are in it to be seen. */
export function isShown(one: Disagreed, { flagged, unsure, other }: QueueFilters): boolean {
  if (!waits(one)) return false
  return (!flagged || one.flagged) && (!unsure || one.unsure) && (other === '' || one.people.includes(other))
}

/** How many filters narrow the queue down. */
export function filterCount(filters: QueueFilters): number {
  const { question, labels, person, other, language, batch, flagged, unsure, withPending } = filters
  const asked = [question, person, other, language, batch].filter((value) => value !== '').length
  return asked + [labels !== null, flagged, unsure, withPending].filter(Boolean).length
}
