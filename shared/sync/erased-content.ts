import { emptiedOperation } from './emptied-operation.ts'
import { heldInside, heldOperation, rejectedOperation } from './held-operation.ts'
import type { Operation } from './operation.ts'

/** The item of which an operation says something, one that is held aside too; '' = none. An erasure says nothing of its item. */
export function itemSpokenOf(operation: Operation): string {
  const { kind, item } = heldInside(operation)?.operation ?? operation
  return kind === 'item.erase' || typeof item !== 'string' ? '' : item
}

/** An operation on an erased item as a laptop keeps it: its hash stays, what it said is gone, inside one that is held too. */
export function withoutContent(operation: Operation): Operation {
  const held = heldInside(operation)
  if (held === null) return emptiedOperation(operation)
  const emptied = emptiedOperation(held.operation)
  return held.rejected ? rejectedOperation(emptied, held.why) : heldOperation(emptied, held.why)
}
