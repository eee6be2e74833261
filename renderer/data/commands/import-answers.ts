import type { AnnotatorId, ItemId, QuestionId } from '#shared/base/ids.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'
import type { Who } from './change-project.ts'
import { recordOperations } from './record-operations.ts'

export const IMPORT_OPERATIONS_AT_ONCE = 500

/** A person's finished work on one item, as a file told it. Times are the file's, in ms. */
export type ImportedAnswer = {
  annotatorId: AnnotatorId
  itemId: ItemId
  changes: readonly AnswerChange[]
  at: number
  activeMs: number
}

/** Records answers of other people that came with a file, each under a writer of its own. No act: undoing the import hides them. */
export async function importAnswers(
  data: DataContext,
  who: Who,
  answers: readonly ImportedAnswer[],
  taskVersion: number,
): Promise<void> {
  const byPerson = Map.groupBy(answers, (answer) => answer.annotatorId)
  for (const [annotatorId, theirs] of byPerson) {
    const drafts = theirs.flatMap((answer) =>
      answer.changes.map((change, index): OperationDraft => ({
        ...change,
        item: answer.itemId,
        at: answer.at,
        taskVersion,
        ...(index === 0 && answer.activeMs > 0 && { activeMs: answer.activeMs }),
      })),
    )
    await inParts(data, { projectId: who.projectId, annotatorId }, drafts)
  }
}

/** Records settled answers that came with a file. */
export async function importGold(
  data: DataContext,
  who: Who,
  gold: readonly { itemId: ItemId; question: QuestionId; value: unknown }[],
  taskVersion: number,
): Promise<void> {
  const at = data.clock.now()
  const drafts = gold.map(({ itemId, question, value }): OperationDraft => ({
    kind: 'gold.set',
    item: itemId,
    question,
    value: { answer: value, from: [] },
    at,
    taskVersion,
  }))
  await inParts(data, who, drafts)
}

async function inParts(data: DataContext, who: Who, drafts: readonly OperationDraft[]): Promise<void> {
  for (let from = 0; from < drafts.length; from += IMPORT_OPERATIONS_AT_ONCE) {
    const part = drafts.slice(from, from + IMPORT_OPERATIONS_AT_ONCE)
    await data.serial(() => recordOperations(data, { ...who, drafts: part }))
  }
}
