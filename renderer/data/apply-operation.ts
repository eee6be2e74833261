import type { AnnotatorId, ItemId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { defined } from '#shared/base/assert.ts'
import { itemSpokenOf, withoutContent } from '#shared/sync/erased-content.ts'
import { isReadable } from '#shared/sync/judge-operation.ts'
import { ANSWER_KINDS, isErased, operationHash, stampOf, type Operation } from '#shared/sync/operation.ts'
import { addTimeOnce, originsHere } from './apply/active-time.ts'
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
  const authorOf = (id: WriterId) => defined(authors.get(id), 'binding of the writer')
  let greatest = 0
  let run: Run = { end: 0, here: new Set() }
  for (const [index, { writerId, operation: given, isNew }] of fresh.entries()) {
    if (index >= run.end) run = await loadRun({ db, set, authorOf }, fresh, index)
    const isGone = set.isKnownErased(itemSpokenOf(given))
    const operation = isGone ? withoutContent(given) : given
    const author = authorOf(writerId)
    const stamp = stampOf(writerId, operation)
    const hash = operationHash(operation)
    rows.push({ ...operation, writerId, projectId, authorId: author, hash })
    greatest = Math.max(greatest, operation.lamport)
    if (operation.item !== '' && isErased(operation)) {
      // Its item is erased, here or first at the hub: all that it tells is that its author was at work.
      const counters = set.loadedCounters(author)
      counters.lastAt = Math.max(counters.lastAt, operation.at)
      continue
    }
    if (isNew !== true && !isReadable(operation)) continue
    if (isAnswer(operation)) {
      const change = applyAnswer(set, author, operation, stamp)
      addTimeOnce(set, { author, writerId, operation, hash }, run.here)
      if (change !== null) changes.push(change)
    } else if (operation.kind === 'item.erase') {
      await applyErase({ db, set, projectId, author, operation, stamp }, rows)
    } else await applyOne({ db, set, projectId, author, operation, stamp }, chunkItems)
  }
  await db.operations.bulkAdd(rows)
  const state = await db.syncState.get(projectId)
  if (greatest > (state?.lamport ?? 0)) await db.syncState.put({ ...state, projectId, lamport: greatest })
  await set.flush()
  return changes
}

const isAnswer = ({ kind }: Operation) => ANSWER_KINDS.includes(kind)

/** Operations that are applied without waiting for anything: `end` is the place after the last, `here` the origins known. */
type Run = { end: number; here: ReadonlySet<string> }
type RunParts = { db: NishanDatabase; set: WorkingSet; authorOf: (writer: WriterId) => AnnotatorId }

/**
 * Reads at once what the answers that follow each other from `start` on need; one operation of any other kind is a run of its
 * own. Between two readings of the database nothing may be waited for often, or the transaction ends.
 */
async function loadRun(
  { db, set, authorOf }: RunParts,
  all: readonly IncomingOperation[],
  start: number,
): Promise<Run> {
  const answering = (place: number) => isAnswer(defined(all[place], 'operation').operation)
  let end = start + 1
  if (answering(start)) while (end < all.length && answering(end)) end += 1
  const run = all.slice(start, end)
  await set.loadErasures(run.map(({ operation }) => itemSpokenOf(operation)))
  await set.loadCounters(run.map(({ writerId }) => authorOf(writerId)))
  const answers = run.filter(({ operation }) => isAnswer(operation) && !isErased(operation))
  const living = answers.filter(
    ({ operation, isNew }) => !set.isKnownErased(operation.item) && (isNew === true || isReadable(operation)),
  )
  await set.loadAnnotations(
    living.map(({ writerId, operation }) => ({ itemId: operation.item as ItemId, annotatorId: authorOf(writerId) })),
  )
  return { end, here: await originsHere(db, [...new Set(living.flatMap(({ operation }) => operation.origin ?? []))]) }
}

async function unknownOf(db: NishanDatabase, incoming: readonly IncomingOperation[]): Promise<IncomingOperation[]> {
  const keys = incoming.map(({ writerId, operation }): [string, number] => [writerId, operation.seq])
  const known = await db.operations.bulkGet(keys)
  return incoming.filter((_, index) => known[index] === undefined)
}

async function applyOne(context: ProjectOperation, chunkItems: ChunkItems): Promise<void> {
  switch (context.operation.kind) {
    case 'project.set':
      return applyProjectSet(context)
    case 'taskVersion.add':
      return applyTaskVersion(context)
    case 'member.set':
      return applyMember(context)
    case 'import.set':
      return applyImportSet(context)
    case 'import.remove':
      return applyImportRemove(context)
    case 'chunk.add':
      return applyChunk(context, chunkItems)
    case 'batch.set':
      return applyBatch(context)
    case 'batch.plan':
      return applyPlan(context)
    case 'assign.set':
      return applyAssign(context)
    case 'batch.handIn':
      return applyHandIn(context)
    case 'gold.set':
      return applyGold(context)
    case 'gold.show':
      return applyShownGold(context)
    default:
      // A kind of a newer version: its row is kept, nothing is shown.
      return undefined
  }
}
