import {
  parseItemId,
  type AnnotatorId,
  type ItemId,
  type ProjectId,
  type QuestionId,
  type RandomBytes,
} from '#shared/base/ids.ts'
import { shuffled } from '#shared/base/random.ts'
import { itemsOf, runsIn } from '#shared/domain/assignment.ts'
import type { ItemWish } from '#shared/domain/batch-plan.ts'
import { goldValueOf, isKnownBeforehand, isSettled, type GoldValue } from '#shared/domain/gold.ts'
import type { DataContext } from '../data-context.ts'
import type { BatchRow, BatchStateRow, GoldRow } from '../rows.ts'
import { allBatchStates, allRuns, readChunks } from './queue-runs.ts'

/** Settled answers of an item, by question. */
export type KnownAnswers = ReadonlyMap<QuestionId, unknown>

/**
 * The check items of a project with what is settled for them, by question; empty for one whose gold was opened again. By the
 * plans, which come to leads and adjudicators only.
 */
export async function checkItems(data: DataContext, projectId: ProjectId): Promise<ReadonlyMap<ItemId, KnownAnswers>> {
  const { checks } = await plannedItems(data, projectId)
  const ids = [...checks]
  const rows = await data.db.gold.bulkGet(ids)
  return new Map(
    ids.map((id, index) => [id, new Map(goldIn(rows[index], isSettled).map(([q, { answer }]) => [q, answer]))]),
  )
}

/**
 * Items of training rounds, whose answers are practice and no data: by the plans on a lead's laptop, on any other by what
 * its people are shown.
 */
export async function trainingItems(data: DataContext, projectId: ProjectId): Promise<Set<ItemId>> {
  const [{ training }, shown] = await Promise.all([
    plannedItems(data, projectId),
    data.db.training.where('projectId').equals(projectId).primaryKeys(),
  ])
  for (const [id] of shown) training.add(id as ItemId)
  return training
}

/** What the plans of all batches name. */
export async function plannedItems(
  data: DataContext,
  projectId: ProjectId,
): Promise<{ checks: Set<ItemId>; training: Set<ItemId> }> {
  const batches = await data.db.batches.where('projectId').equals(projectId).toArray()
  const of = (wanted: boolean) =>
    new Set(batches.filter((batch) => isTraining(batch) === wanted).flatMap(({ plan }) => itemsOf(plan?.checks ?? [])))
  return { checks: of(false), training: of(true) }
}

export function isTraining({ plan }: Pick<BatchRow, 'plan'>): boolean {
  return plan?.training === true
}

/** Questions of an item whose gold passes a test. */
export function goldIn(
  row: GoldRow | undefined,
  test: (gold: GoldValue | null) => gold is GoldValue,
): [QuestionId, GoldValue][] {
  return Object.entries(row?.answers ?? {}).flatMap(([question, { value }]): [QuestionId, GoldValue][] => {
    const gold = goldValueOf(value)
    return test(gold) ? [[question as QuestionId, gold]] : []
  })
}

/** An item with an answer known beforehand, what it is used for so far, and who has been given it or has answered it. */
export type KnownItem = {
  id: ItemId
  /** In the project. */
  order: number
  use: 'none' | 'check' | 'training' | 'work'
  holders: ReadonlySet<AnnotatorId>
  /** Somebody has said something of it, in whatever round. */
  isAnswered: boolean
}

/** All items of a project that can be check or training items, in the order of the project. */
export async function knownItems(
  data: DataContext,
  projectId: ProjectId,
  known?: readonly BatchStateRow[],
): Promise<KnownItem[]> {
  const [rows, runs, planned, states] = await Promise.all([
    data.db.gold.where('projectId').equals(projectId).toArray(),
    allRuns(data, projectId),
    plannedItems(data, projectId),
    known ?? allBatchStates(data, projectId),
  ])
  const holders = holdersOf(states)
  const orderOf = (id: ItemId): number | null => {
    const place = parseItemId(id)
    const run = runs.find(
      ({ chunk, index, items }) => chunk === place?.chunk && place.index >= index && place.index < index + items,
    )
    return run === undefined || place === null ? null : run.firstOrder + place.index - run.index
  }
  const useOf = (id: ItemId): KnownItem['use'] => {
    if (planned.training.has(id)) return 'training'
    if (planned.checks.has(id)) return 'check'
    return holders.has(id) ? 'work' : 'none'
  }
  const ids = rows.filter((row) => goldIn(row, isKnownBeforehand).length > 0).map((row) => row.itemId)
  const answered = await answeredBy(data, ids)
  return ids
    .flatMap((id): KnownItem[] => {
      const order = orderOf(id)
      if (order === null) return []
      const [given, said] = [holders.get(id) ?? [], answered.get(id) ?? []]
      return [{ id, order, use: useOf(id), holders: new Set([...given, ...said]), isAnswered: answered.has(id) }]
    })
    .toSorted((one, other) => one.order - other.order)
}

/** Who has said something of these items; read from keys alone, chunk by chunk. */
async function answeredBy(data: DataContext, ids: readonly ItemId[]): Promise<Map<ItemId, AnnotatorId[]>> {
  const wanted = new Set<string>(ids)
  const people = new Map<ItemId, AnnotatorId[]>()
  for (const chunk of new Set(ids.flatMap((id) => parseItemId(id)?.chunk ?? []))) {
    const keys = await data.db.annotations
      .where('[itemId+annotatorId]')
      .between([`${chunk}:`, ''], [`${chunk};`, ''])
      .primaryKeys()
    for (const [id, person] of keys) {
      if (!wanted.has(id)) continue
      people.set(id as ItemId, [...(people.get(id as ItemId) ?? []), person as AnnotatorId])
    }
  }
  return people
}

function holdersOf(states: readonly BatchStateRow[]): Map<ItemId, Set<AnnotatorId>> {
  const holders = new Map<ItemId, Set<AnnotatorId>>()
  for (const { annotatorId, items } of states) {
    for (const id of itemsOf(items)) holders.set(id, (holders.get(id) ?? new Set()).add(annotatorId))
  }
  return holders
}

/**
 * Items that can be given to these people for a use: nobody of them has it, and it is used for nothing else. What anybody
 * answered as work is no training: their answer would be practice from then on.
 */
export function givableFor(
  use: 'check' | 'training',
  known: readonly KnownItem[],
  people: readonly AnnotatorId[],
): ItemId[] {
  return known
    .filter((item) => item.use === use || (item.use === 'none' && !(use === 'training' && item.isAnswered)))
    .filter(({ holders }) => people.every((person) => !holders.has(person)))
    .map(({ id }) => id)
}

export type OrderRange = { least: number; most: number }

/** Between which numbers of the project items lie. */
export async function orderRange(
  data: DataContext,
  projectId: ProjectId,
  items: readonly ItemId[],
): Promise<OrderRange> {
  const starts = new Map((await readChunks(data, projectId)).map(({ id, firstOrder }) => [id, firstOrder]))
  const range = { least: Infinity, most: -Infinity }
  for (const [chunk, from, count] of runsIn(items)) {
    const first = (starts.get(chunk) ?? 0) + from
    range.least = Math.min(range.least, first)
    range.most = Math.max(range.most, first + count - 1)
  }
  return range
}

/**
 * Draws check items among those whose numbers lie among the numbers of the work, and after them takes the nearest: a text
 * whose number stands far from all others would tell what it is.
 */
export function drawNear(
  items: readonly ItemId[],
  count: number,
  { known, work, random }: { known: readonly KnownItem[]; work: OrderRange; random: RandomBytes },
): ItemId[] {
  const orders = new Map(known.map(({ id, order }) => [id, order]))
  const away = (id: ItemId) => {
    const order = orders.get(id) ?? 0
    return Math.max(0, work.least - order, order - work.most)
  }
  return shuffled(items, random)
    .toSorted((one, other) => away(one) - away(other))
    .slice(0, count)
}

/** Of these, the ones in the language that is asked for. */
export async function inLanguage(data: DataContext, items: ItemId[], { text }: ItemWish): Promise<ItemId[]> {
  if (text === undefined) return items
  const rows = await data.db.items.bulkGet(items)
  return items.filter((_, index) => rows[index]?.texts[text.field]?.language === text.language)
}
