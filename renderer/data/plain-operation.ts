import type { Operation } from '#shared/sync/operation.ts'
import type { OperationRow } from './rows.ts'

/** The operation as it was made, without what its row adds. */
export function plainOperation(row: OperationRow): Operation {
  const { writerId: _writer, projectId: _project, authorId: _author, hash: _hash, ...operation } = row
  return operation
}
