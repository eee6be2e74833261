import type { WriterId } from '#shared/base/ids.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { applyOperation } from '../apply-operation.ts'
import type { NishanDatabase } from '../db.ts'
import { keepNextSeq } from '../journal/two-store-journal.ts'
import { foldAgain, takeOut, type TailOf } from './take-out.ts'

/** `by` and what it says again; null: the operations are another laptop's, and only leave. */
export type Move = TailOf & { by: WriterId | null; operations: readonly Operation[] }

/**
 * What a reissue does to the rows: the operations leave their writer, which is given up, and come again under the new one.
 * Time counts once. Pulling begins anew, since what the hub has in their place is not here. Runs inside the caller's strict
 * transaction over all tables.
 */
export async function moveOperations(db: NishanDatabase, move: Move): Promise<void> {
  const { projectId, writerId, from, by, operations } = move
  const taken = await takeOut(db, move)
  await db.writers
    .where('id')
    .equals(writerId)
    .modify((row) => {
      row.nextSeq = Math.min(row.nextSeq, from)
      if (by === null) return
      row.remote = true
      row.reissued = { from, by }
      if (row.privateKey !== undefined) row.givenUpKey = row.privateKey
      delete row.privateKey
    })
  await foldAgain(db, taken)
  if (by !== null) {
    const incoming = operations.map((operation) => ({ writerId: by, operation }))
    await applyOperation(db, projectId, incoming)
    await keepNextSeq(db, by, (operations.at(-1)?.seq ?? 0) + 1)
  }
  await forgetInLinks(db, move)
}

async function forgetInLinks(db: NishanDatabase, { projectId, writerId, from }: TailOf): Promise<void> {
  await db.syncState
    .where('projectId')
    .equals(projectId)
    .modify((state) => {
      for (const link of Object.values(state.links ?? {})) {
        link.cursor = null
        Reflect.deleteProperty(link.acked, writerId)
      }
      Reflect.deleteProperty(state.receipts ?? {}, writerId)
      if ((state.digests?.[writerId]?.upTo ?? 0) >= from) Reflect.deleteProperty(state.digests ?? {}, writerId)
    })
}
