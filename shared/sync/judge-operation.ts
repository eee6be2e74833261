import { parseItemId, type ChunkId } from '../base/ids.ts'
import { assignValueSchema, batchValueSchema } from '../domain/assignment.ts'
import { batchPlanSchema } from '../domain/batch-plan.ts'
import { chunkValueSchema, importValueSchema } from '../domain/chunk.ts'
import { eraseValueSchema } from '../domain/erase.ts'
import { shownGoldSchema } from '../domain/training.ts'
import { memberSchema, projectPropertiesSchema, taskVersionSchema, type Role } from '../domain/project.ts'
import { spanValueSchema } from '../domain/span.ts'
import { statusSchema } from '../domain/status.ts'
import type { QuarantineReason } from './messages/push-reply.ts'
import { ANSWER_KINDS, isErased, OPERATION_KINDS, type Operation, type OperationKind } from './operation.ts'
import { MAX_LAMPORT_LEAP } from './protocol-limits.ts'
import { roleMay } from './role-rules.ts'

/** What is known of a project when an operation is judged. */
export type ProjectFacts = {
  /** Greatest lamport of the project. */
  lamport: number
  /** Items of a chunk; null = not known. */
  chunkItems(chunk: ChunkId): number | null
  /** Whether any task version asks this question. */
  hasQuestion(question: string): boolean
  /** Greatest task version. */
  taskVersion: number
}

const ITEM_KINDS: readonly OperationKind[] = [...ANSWER_KINDS, 'gold.set', 'gold.show', 'item.erase']
const QUESTION_KINDS: readonly OperationKind[] = ['answer.set', 'answer.clear', 'span.set', 'gold.set', 'gold.show']

/**
 * Whether an operation is odd and must be kept for the lead instead of served (sync.md, Hub); null = it is sound. Never a
 * reason to refuse: a queue must not block on one operation. Those whose ground is still missing are judged again when it comes.
 */
export function judgeOperation(role: Role | null, operation: Operation, facts: ProjectFacts): QuarantineReason | null {
  if (role === null) return 'revoked'
  if (operation.lamport > facts.lamport + MAX_LAMPORT_LEAP) return 'lamport'
  if (!OPERATION_KINDS.includes(operation.kind)) return 'unknown-kind'
  if (!roleMay(role, operation)) return 'role'
  if (!hasSoundValue(operation)) return 'invalid-value'
  if (ITEM_KINDS.includes(operation.kind)) return judgeItemOperation(operation, facts)
  return null
}

function judgeItemOperation(operation: Operation, facts: ProjectFacts): QuarantineReason | null {
  const item = parseItemId(operation.item)
  const items = item === null ? null : facts.chunkItems(item.chunk)
  if (item === null || items === null || item.index >= items) return 'unknown-item'
  if (operation.taskVersion > facts.taskVersion) return 'unknown-task-version'
  if (QUESTION_KINDS.includes(operation.kind) && !facts.hasQuestion(operation.question ?? '')) return 'unknown-question'
  return null
}

/** Reasons that can end when more of the project is known. */
export const PASSING_REASONS: readonly QuarantineReason[] = ['unknown-item', 'unknown-question', 'unknown-task-version']

/** Lamports go on by one from the greatest that was served; one past this would leave too little room for that. */
const GREATEST_LAMPORT = 2 ** 52

/**
 * Whether a lead may let an odd operation count. Kinds of newer versions are taken as they are: who knows them checks them.
 */
export function canBeAccepted(operation: Operation): boolean {
  if (operation.lamport > GREATEST_LAMPORT) return false
  return !OPERATION_KINDS.includes(operation.kind) || hasSoundValue(operation)
}

/**
 * Whether this version can read what an operation says. False for kinds it does not know. The types of the item's id and
 * of the active time are checked too: an operation of another laptop may be anything.
 */
export function isReadable(operation: Operation): boolean {
  const { kind, item, activeMs } = operation
  if (!OPERATION_KINDS.includes(kind) || !hasSoundValue(operation)) return false
  if (activeMs !== undefined && !(typeof activeMs === 'number' && activeMs >= 0)) return false
  return !ITEM_KINDS.includes(kind) || parseItemId(item) !== null
}

/** Whether the value is what its kind says. Nothing whose value is not may ever be served: laptops build their rows from it. */
export function hasSoundValue(operation: Operation): boolean {
  const { kind, value, key, span, question } = operation
  if (isErased(operation) && ITEM_KINDS.includes(kind) && kind !== 'item.erase') return true
  switch (kind) {
    case 'answer.set':
    case 'answer.clear':
    case 'gold.set':
      return typeof question === 'string'
    case 'gold.show':
      return isForPerson(key) && typeof question === 'string' && shownGoldSchema.safeParse(value).success
    case 'span.set': {
      const isSpan = value === null || value === undefined || spanValueSchema.safeParse(value).success
      return isSpan && typeof span === 'string' && typeof question === 'string'
    }
    case 'item.status':
      return statusSchema.safeParse(value).success
    case 'item.flag':
    case 'import.remove':
      return typeof value === 'boolean'
    case 'batch.handIn':
      return isKey(key) && typeof value === 'boolean'
    case 'comment.set':
      return typeof value === 'string'
    case 'project.set':
      return key !== undefined && projectPropertiesSchema.partial().safeParse({ [key]: value }).success
    case 'taskVersion.add':
      return taskVersionSchema.safeParse(value).success
    case 'member.set':
      return isKey(key) && memberSchema.safeParse(value).success
    case 'import.set':
      return isKey(key) && importValueSchema.safeParse(value).success
    case 'chunk.add':
      return isKey(key) && chunkValueSchema.safeParse(value).success
    case 'batch.set':
      return isKey(key) && batchValueSchema.safeParse(value).success
    case 'batch.plan':
      return isKey(key) && batchPlanSchema.safeParse(value).success
    case 'assign.set':
      return isForPerson(key) && assignValueSchema.safeParse(value).success
    case 'item.erase':
      return eraseValueSchema.safeParse(value).success
  }
}

/** `<batch>/<person>` */
function isForPerson(key: string | undefined): boolean {
  return isKey(key) && key.includes('/')
}

function isKey(key: string | undefined): key is string {
  return typeof key === 'string' && key.length > 0 && key.length <= 64
}
