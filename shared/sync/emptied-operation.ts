import { operationHash, type Operation } from './operation.ts'

/**
 * An operation of an item that was erased (data.md, Undo, deletion, erasure): place, stamp and kind stay, and the hash of
 * what it said, so that digests and fork checks go on; what it said is gone.
 */
export function emptiedOperation(operation: Operation): Operation {
  const { seq, lamport, kind, item, question, span, at, taskVersion } = operation
  return {
    seq,
    lamport,
    kind,
    item,
    ...(question !== undefined && { question }),
    ...(span !== undefined && { span }),
    at,
    taskVersion,
    erased: operationHash(operation),
  }
}
