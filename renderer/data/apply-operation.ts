import type { ProjectId, WriterId } from '#shared/base/ids.ts'
import { defined } from '#shared/base/assert.ts'
import { itemSpokenOf, withoutContent } from '#shared/sync/erased-content.ts'
import { isReadable } from '#shared/sync/judge-operation.ts'
import { ANSWER_KINDS, isErased, operationHash, stampOf, type Operation } from '#shared/sync/operation.ts'
import { addTimeOnce } from './apply/active-time.ts'
import { applyAnswer } from './apply/apply-answers.ts'
import { applyAssign, applyBatch, applyHandIn, applyPlan } from './apply/apply-assignments.ts'
import { applyChunk, type ChunkItems } from './apply/apply-chunk.ts'
import { applyErase } from './apply/apply-erase.ts'
import {
  applyGold,
  applyImportRemove,
  applyImportSet,
  applyMember,
  applyProjectSet,
  applyShownGold,
  applyTaskVersion,
  type ProjectOperation,
} from './apply/apply-project.ts'
import { WorkingSet } from './apply/working-set.ts'
import type { NishanDatabase } from './db.ts'
import type { OperationRow, RegisterChange } from './rows.ts'

export type IncomingOperation = {
  writerId: WriterId
  operation: Operation
  /** It is being made here and now: one that cannot be read is a bug and throws, before anything is kept. */
  isNew?: boolean
}

const NO_ITEMS: ChunkItems = new Map()

/**
 * The one way in, for own, recovered, pulled, imported and bundled operations (data.md). Runs inside
 * the caller's strict transaction over all tables; awaits nothing but Dexie. An operation whose row
 * is there already is known and ignored. One that this version cannot read (of a newer version, of a laptop gone wrong)
 * is kept and shows nothing. Returns the registers that changed, in order.
 */
export async function applyOperation(
  db: NishanDatabase,
  projectId: ProjectId,
  incoming: readonly IncomingOperation[],
  chunkItems: ChunkItems = NO_ITEMS,
): Promise<RegisterChange[]> {
  const fresh = await unknownOf(db, incoming)
  const writers = await db.writers.bulkGet([...new Set(fresh.map(({ writerId }) => writerId))])
  const authors = new Map(writers.flatMap((writer) => (writer ? [[writer.id, writer.annotatorId]] : [])))
  const set = new WorkingSet(db, projectId)
  const changes: RegisterChange[] = []
  const rows: OperationRow[] = []
  let greatest = 0
  for (const { writerId, operation: given, isNew } of fresh) {
    const isGone = await set.isErased(itemSpokenOf(given))
    const operation = isGone ? withoutContent(given) : given
    const author = defined(authors.get(writerId), 'binding of the writer')
    const stamp = stampOf(writerId, operation)
    const hash = operationHash(operation)
    rows.push({ ...operation, writerId, projectId, authorId: author, hash })
    greatest = Math.max(greatest, operation.lamport)
    if (operation.item !== '' && isErased(operation)) {
      // Its item is erased, here or first at the hub: all that it tells is that its author was at work.
      const counters = await set.counters(author)
      counters.lastAt = Math.max(counters.lastAt, operation.at)
      continue
    }
    if (isNew !== true && !isReadable(operation)) continue
    if (operation.kind === 'item.erase') {
      await applyErase({ db, set, projectId, author, operation, stamp }, rows)
      continue
    }
    const change = await applyOne({ db, set, projectId, author, operation, stamp }, chunkItems)
    if (ANSWER_KINDS.includes(operation.kind)) await addTimeOnce(set, { db, author, writerId, operation, hash })
    if (change !== null) changes.push(change)
  }
  await db.operations.bulkAdd(rows)
  const state = await db.syncState.get(projectId)
  if (greatest > (state?.lamport ?? 0)) await db.syncState.put({ ...state, projectId, lamport: greatest })
  await set.flush()
  return changes
}

async function unknownOf(db: NishanDatabase, incoming: readonly IncomingOperation[]): Promise<IncomingOperation[]> {
  const keys = incoming.map(({ writerId, operation }): [string, number] => [writerId, operation.seq])
  const known = await db.operations.bulkGet(keys)
  return incoming.filter((_, index) => known[index] === undefined)
}

async function applyOne(context: ProjectOperation, chunkItems: ChunkItems): Promise<RegisterChange | null> {
  const { set, author, operation, stamp } = context
  switch (operation.kind) {
    case 'answer.set':
    case 'answer.clear':
    case 'span.set':
    case 'item.status':
    case 'item.flag':
    case 'comment.set':
      return applyAnswer(set, author, operation, stamp)
    case 'project.set':
      await applyProjectSet(context)
      return null
    case 'taskVersion.add':
      await applyTaskVersion(context)
      return null
    case 'member.set':
      await applyMember(context)
      return null
    case 'import.set':
      await applyImportSet(context)
      return null
    case 'import.remove':
      await applyImportRemove(context)
      return null
    case 'chunk.add':
      await applyChunk(context, chunkItems)
      return null
    case 'batch.set':
      await applyBatch(context)
      return null
    case 'batch.plan':
      await applyPlan(context)
      return null
    case 'assign.set':
      await applyAssign(context)
      return null
    case 'batch.handIn':
      await applyHandIn(context)
      return null
    case 'gold.set':
      await applyGold(context)
      return null
    case 'gold.show':
      await applyShownGold(context)
      return null
    default:
      // A kind of a newer version: its row is kept, nothing is shown.
      return null
  }
}
