import type { AnnotatorId, ItemId, ProjectId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { DataContext } from '../data-context.ts'
import type { BatchStateRow } from '../rows.ts'
import { trainingItems } from './check-items.ts'
import { allBatchStates } from './queue-runs.ts'

/** How many texts each two of these people have been given in common so far, training apart; by their numbers. */
export async function commonTexts(
  data: DataContext,
  projectId: ProjectId,
  people: readonly AnnotatorId[],
): Promise<number[][]> {
  const [states, training] = await Promise.all([allBatchStates(data, projectId), trainingItems(data, projectId)])
  return commonIn(states, people, training)
}

export function commonIn(
  states: readonly BatchStateRow[],
  people: readonly AnnotatorId[],
  without: ReadonlySet<ItemId>,
): number[][] {
  const numbers = new Map(people.map((person, index) => [person, index]))
  const holders = new Map<ItemId, Set<number>>()
  for (const { annotatorId, items } of states) {
    const number = numbers.get(annotatorId)
    if (number === undefined) continue
    for (const id of itemsOf(items)) if (!without.has(id)) holders.set(id, (holders.get(id) ?? new Set()).add(number))
  }
  const common = people.map(() => people.map(() => 0))
  for (const who of holders.values()) {
    for (const one of who) {
      const row = common[one] ?? []
      for (const other of who) if (other !== one) row[other] = (row[other] ?? 0) + 1
    }
  }
  return common
}
