import type { AnnotatorId, ItemId, QuestionId } from '#shared/base/ids.ts'
import { emptyAnnotation, type Annotation } from '#shared/domain/annotation.ts'
import { goldValueOf, isSettled } from '#shared/domain/gold.ts'
import type { Item } from '#shared/domain/item.ts'
import { spanValueSchema } from '#shared/domain/span.ts'
import type { Status } from '#shared/domain/status.ts'
import type { ExportAnnotation } from '#shared/formats/export-row.ts'
import type { DataContext } from '../data-context.ts'
import type { Who } from '../commands/change-project.ts'
import type { GoldRow } from '../rows.ts'
import { trainingItems } from './check-items.ts'
import { allRuns } from './queue-runs.ts'
import { readReach } from './reach.ts'

export type ExportFilter = {
  /** Whose answers; null = everyone's. */
  annotators: readonly AnnotatorId[] | null
  statuses: readonly Status[]
  /** Items without a matching answer come along too. */
  unanswered: boolean
  /** Settled answers as rows of their own, annotator `gold`. */
  gold: boolean
  /** Answers of training rounds too, which are practice. */
  training?: boolean
}

/** The name settled answers carry in the annotator column. */
export const GOLD_NAME = 'gold'

/** `settled`, of gold answers: who settled them (null = not known) and from how many answers. */
export type ExportedWork = {
  annotation: Annotation
  annotatorId: AnnotatorId | typeof GOLD_NAME
  settled?: { by: AnnotatorId | null; from: number }
}
export type ExportPage = {
  items: { item: Item; work: ExportedWork[] }[]
  /** Answers of training rounds that were left out. */
  practice: number
  scanned: number
  total: number
}

/** Whose work it is, and who settled it, in the words of the file. */
export function namedWork(
  { annotation, annotatorId, settled }: ExportedWork,
  names: Readonly<Record<string, string>>,
): ExportAnnotation {
  const nameOf = (id: string) => names[id] ?? id
  return {
    annotation,
    annotator: nameOf(annotatorId),
    ...(settled && { settled: { by: settled.by === null ? '' : nameOf(settled.by), from: settled.from } }),
  }
}

const PAGE = 500

/**
 * A project's items with the wished answers, in order, 500 a read: pages by key, never by offset. Only what the person may
 * read: whoever labels is given their own answers, whatever else lies on the laptop.
 */
export async function* exportPages(data: DataContext, who: Who, filter: ExportFilter): AsyncGenerator<ExportPage> {
  // Everything the project shows, whoever was given what.
  const runs = await allRuns(data, who.projectId)
  const total = runs.reduce((sum, run) => sum + run.items, 0)
  const [reach, wished, training] = await Promise.all([
    readReach(data, who),
    filter.annotators ?? everyone(data, who.projectId),
    trainingItems(data, who.projectId),
  ])
  const people = reach === 'all' ? wished : wished.filter((person) => person === who.annotatorId)
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
      const practice = filter.training === true ? 0 : leaveOut(items, work, training)
      if (filter.gold && reach !== 'own') await addGold(data, items, work)
      scanned += to - from
      const shown = items
        .map((item) => ({ item, work: work.get(item.order) ?? [] }))
        .filter((one) => one.work.length > 0 || filter.unanswered)
      yield { items: shown, practice, scanned, total }
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

/** Everyone who settled an answer of the project that stands. */
export async function settlers(data: DataContext, projectId: string): Promise<AnnotatorId[]> {
  const rows = await data.db.gold.where('projectId').equals(projectId).toArray()
  return [...new Set(rows.flatMap(({ answers }) => Object.values(answers).flatMap(({ by }) => by ?? [])))]
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

/** Takes answers to items of training rounds away; how many. */
function leaveOut(items: readonly Item[], work: Map<number, ExportedWork[]>, training: ReadonlySet<ItemId>): number {
  if (training.size === 0) return 0
  const practice = items.filter(({ id }) => training.has(id)).map(({ order }) => order)
  const count = practice.reduce((sum, order) => sum + (work.get(order)?.length ?? 0), 0)
  for (const order of practice) work.delete(order)
  return count
}

async function addGold(data: DataContext, items: readonly Item[], work: Map<number, ExportedWork[]>): Promise<void> {
  const rows = await data.db.gold.bulkGet(items.map((item) => item.id))
  items.forEach((item, index) => {
    const gold = goldWork(item, rows[index]?.answers ?? {})
    if (gold === null) return
    const list = work.get(item.order) ?? []
    list.push(gold)
    work.set(item.order, list)
  })
}

type GoldRegister = GoldRow['answers'][string]

/** A register's gold answer; null for what a guideline left open or was opened again, which is none. */
function settledAnswer({ value }: GoldRegister): { answer: unknown; from: number } | null {
  const known = goldValueOf(value)
  // Of earlier versions the value is the answer itself.
  if (known === null) return { answer: value, from: 0 }
  return isSettled(known) ? { answer: known.answer, from: known.from.length } : null
}

/** Settled answers in the shape of an annotation, so that one writer serves both; null where nothing is settled. */
function goldWork(item: Item, answers: GoldRow['answers']): ExportedWork | null {
  const { projectId } = item
  const annotatorId = GOLD_NAME as AnnotatorId
  const annotation = emptyAnnotation({ itemId: item.id, annotatorId, projectId, order: item.order })
  let from = 0
  let last: GoldRegister | null = null
  for (const [key, register] of Object.entries(answers)) {
    const settled = settledAnswer(register)
    if (settled === null) continue
    const question = key as QuestionId
    const { stamp } = register
    const spans = spanValueSchema.array().safeParse(settled.answer)
    if (spans.success && spans.data.length > 0) {
      const entries = spans.data.map((span, index) => [String(index + 1), { value: span, stamp }] as const)
      annotation.spans[question] = Object.fromEntries(entries)
    } else annotation.answers[question] = { value: settled.answer, stamp }
    from = Math.max(from, settled.from)
    if (last === null || (register.at ?? 0) > (last.at ?? 0)) last = register
  }
  if (last === null) return null
  return {
    annotation: { ...annotation, status: 'done', updatedAt: last.at ?? 0 },
    annotatorId: GOLD_NAME,
    settled: { by: last.by ?? null, from },
  }
}
