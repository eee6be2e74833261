import type { AnnotatorId, QuestionId } from '#shared/base/ids.ts'
import { emptyAnnotation, type Annotation } from '#shared/domain/annotation.ts'
import type { Item } from '#shared/domain/item.ts'
import { spanValueSchema } from '#shared/domain/span.ts'
import type { Status } from '#shared/domain/status.ts'
import type { DataContext } from '../data-context.ts'
import type { Who } from '../commands/change-project.ts'
import type { GoldRow } from '../rows.ts'
import { allRuns } from './queue-runs.ts'

export type ExportFilter = {
  /** Whose answers; null = everyone's. */
  annotators: readonly AnnotatorId[] | null
  statuses: readonly Status[]
  /** Items without a matching answer come along too. */
  unanswered: boolean
  /** Settled answers as rows of their own, annotator `gold`. */
  gold: boolean
}

/** The name settled answers carry in the annotator column. */
export const GOLD_NAME = 'gold'

export type ExportedWork = { annotation: Annotation; annotatorId: AnnotatorId | typeof GOLD_NAME }
export type ExportPage = { items: { item: Item; work: ExportedWork[] }[]; scanned: number; total: number }

const PAGE = 500

/** A project's items with the wished answers, in order, 500 a read: pages by key, never by offset. */
export async function* exportPages(data: DataContext, who: Who, filter: ExportFilter): AsyncGenerator<ExportPage> {
  // Everything the project shows, whoever was given what.
  const runs = await allRuns(data, who.projectId)
  const total = runs.reduce((sum, run) => sum + run.items, 0)
  const people = filter.annotators ?? (await everyone(data, who.projectId))
  let scanned = 0
  for (const run of runs) {
    const end = run.firstOrder + run.items
    for (let from = run.firstOrder; from < end; from += PAGE) {
      const to = Math.min(from + PAGE, end)
      const items = await data.db.items
        .where('[projectId+order]')
        .between([who.projectId, from], [who.projectId, to], true, false)
        .toArray()
      const work = await workOf(data, who.projectId, { people, filter, from, to })
      if (filter.gold) await addGold(data, items, work)
      scanned += to - from
      const shown = items
        .map((item) => ({ item, work: work.get(item.order) ?? [] }))
        .filter((one) => one.work.length > 0 || filter.unanswered)
      yield { items: shown, scanned, total }
    }
  }
}

/** Everyone who has counters in the project: whoever ever answered. */
export async function everyone(data: DataContext, projectId: string): Promise<AnnotatorId[]> {
  const keys = await data.db.counters
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'], false, true)
    .primaryKeys()
  return keys.map(([, annotatorId]) => annotatorId as AnnotatorId)
}

type WorkRange = { people: readonly AnnotatorId[]; filter: ExportFilter; from: number; to: number }

async function workOf(data: DataContext, projectId: string, range: WorkRange): Promise<Map<number, ExportedWork[]>> {
  const { people, filter, from, to } = range
  const work = new Map<number, ExportedWork[]>()
  for (const annotatorId of people) {
    const rows = await data.db.annotations
      .where('[projectId+annotatorId+order]')
      .between([projectId, annotatorId, from], [projectId, annotatorId, to], true, false)
      .toArray()
    for (const annotation of rows) {
      if (!filter.statuses.includes(annotation.status)) continue
      const list = work.get(annotation.order) ?? []
      list.push({ annotation, annotatorId })
      work.set(annotation.order, list)
    }
  }
  return work
}

async function addGold(data: DataContext, items: readonly Item[], work: Map<number, ExportedWork[]>): Promise<void> {
  const rows = await data.db.gold.bulkGet(items.map((item) => item.id))
  items.forEach((item, index) => {
    const gold = rows[index]
    if (!gold) return
    const list = work.get(item.order) ?? []
    list.push({ annotation: goldAnnotation(item, gold.answers), annotatorId: GOLD_NAME })
    work.set(item.order, list)
  })
}

/** Settled answers in the shape of an annotation, so that one writer serves both. */
function goldAnnotation(item: Item, answers: GoldRow['answers']): Annotation {
  const { projectId } = item
  const annotation = emptyAnnotation({
    itemId: item.id,
    annotatorId: GOLD_NAME as AnnotatorId,
    projectId,
    order: item.order,
  })
  for (const [key, { value, stamp }] of Object.entries(answers)) {
    const question = key as QuestionId
    const answer = typeof value === 'object' && value !== null && 'answer' in value ? value.answer : value
    const spans = spanValueSchema.array().safeParse(answer)
    if (spans.success && spans.data.length > 0) {
      const entries = spans.data.map((span, index) => [String(index + 1), { value: span, stamp }] as const)
      annotation.spans[question] = Object.fromEntries(entries)
    } else annotation.answers[question] = { value: answer, stamp }
  }
  return { ...annotation, status: 'done' }
}
