import { parseItemId, type AnnotatorId, type ItemId, type ProjectId, type QuestionId } from '#shared/base/ids.ts'
import { goldValueOf, type GoldValue } from '#shared/domain/gold.ts'
import type { Item } from '#shared/domain/item.ts'
import { stampOf } from '#shared/sync/operation.ts'
import { compareStamps } from '#shared/sync/stamp.ts'
import type { DataContext } from '../data-context.ts'
import { textStarts } from './text-starts.ts'

/** One decision on a question of an item: what, by whom, when, and from whose answers. */
export type GoldStep = { question: QuestionId; value: GoldValue; by: AnnotatorId; at: number }

/** All that was ever decided of an item, newest first; read from the log, so that nothing is lost by reopening. */
export async function goldHistory(data: DataContext, itemId: ItemId): Promise<GoldStep[]> {
  const rows = await data.db.operations.where('item').equals(itemId).toArray()
  return rows
    .filter(({ kind }) => kind === 'gold.set')
    .toSorted((a, b) => compareStamps(stampOf(b.writerId, b), stampOf(a.writerId, a)))
    .flatMap(({ question, value, authorId, at }) => {
      const known = goldValueOf(value)
      return question === undefined || known === null ? [] : [{ question, value: known, by: authorId, at }]
    })
}

/** An item of which something was decided. */
export type DecidedItem = {
  itemId: ItemId
  order: number
  /** Of the questions that were decided from answers; those whose gold was known beforehand are none of it. */
  questions: { question: QuestionId; value: GoldValue; by: AnnotatorId | null }[]
  /** When the last one was. */
  at: number
}

export type Decided = { settled: DecidedItem[]; unclear: DecidedItem[] }

const outcomeOf = (value: GoldValue) => value.outcome ?? 'settled'

/** What was decided in a project, newest first: settled items, and those on which the guidelines are not clear. */
export async function decidedItems(data: DataContext, projectId: ProjectId): Promise<Decided> {
  const rows = await data.db.gold.where('projectId').equals(projectId).toArray()
  const decided: Decided = { settled: [], unclear: [] }
  const items = await data.db.items.bulkGet(rows.map(({ itemId }) => itemId))
  const hidden = await hiddenChunks(data, items)
  for (const [index, { itemId, answers }] of rows.entries()) {
    const item = items[index]
    if (item === undefined || hidden.has(parseItemId(itemId)?.chunk ?? '')) continue
    const steps = Object.entries(answers).flatMap(([question, { value, by, at }]) => {
      const known = goldValueOf(value)
      return known === null || (outcomeOf(known) === 'settled' && known.from.length === 0)
        ? []
        : [{ question: question as QuestionId, value: known, by: by ?? null, at: at ?? 0 }]
    })
    for (const kind of ['settled', 'unclear'] as const) {
      const questions = steps.filter(({ value }) => outcomeOf(value) === kind)
      const at = Math.max(...questions.map((step) => step.at))
      if (questions.length > 0) decided[kind].push({ itemId, order: item.order, questions, at })
    }
  }
  decided.settled.sort((a, b) => b.at - a.at)
  decided.unclear.sort((a, b) => b.at - a.at)
  return decided
}

/** Chunks whose import was undone: their items are not shown. */
async function hiddenChunks(data: DataContext, items: readonly (Item | undefined)[]): Promise<Set<string>> {
  const ids = new Set(items.flatMap((item) => (item === undefined ? [] : [parseItemId(item.id)?.chunk ?? ''])))
  const chunks = await data.db.chunks.bulkGet([...ids])
  return new Set(chunks.flatMap((chunk) => (chunk?.removed === true ? [chunk.id] : [])))
}

/** An item on which a section of the guidelines is not clear. */
export type UnclearItem = { itemId: ItemId; order: number; note: string; text: string; language: string }

/** Items that wait for clearer guidelines, by the heading of the section; '' = of none. */
export async function unclearBySection(data: DataContext, projectId: ProjectId): Promise<Map<string, UnclearItem[]>> {
  const { unclear } = await decidedItems(data, projectId)
  const starts = await textStarts(
    data,
    unclear.map(({ itemId }) => itemId),
  )
  const textOf = new Map(starts.map((start) => [start.itemId, start]))
  const sections = new Map<string, UnclearItem[]>()
  for (const { itemId, order, questions } of unclear.toSorted((a, b) => a.order - b.order)) {
    const { value } = questions[0] ?? { value: null }
    const section = value?.section ?? ''
    const start = textOf.get(itemId)
    const one = { itemId, order, note: value?.note ?? '', text: start?.text ?? '', language: start?.language ?? 'ur' }
    sections.set(section, [...(sections.get(section) ?? []), one])
  }
  return sections
}
