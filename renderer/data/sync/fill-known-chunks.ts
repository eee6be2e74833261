import { chunkValueSchema } from '#shared/domain/chunk.ts'
import { fillChunk } from '../apply/apply-chunk.ts'
import type { IncomingOperation } from '../apply-operation.ts'
import { readChunk } from '../commands/import-items.ts'
import type { DataContext } from '../data-context.ts'

/** Fills chunks that came by pull and whose blobs are here already, one at a time, so that memory stays flat. */
export async function fillKnownChunks(data: DataContext, incoming: readonly IncomingOperation[]): Promise<void> {
  for (const { operation } of incoming) {
    if (operation.kind !== 'chunk.add' || !chunkValueSchema.safeParse(operation.value).success) continue
    const chunk = await data.db.chunks.get(operation.key ?? '')
    const lines = chunk?.missing === true ? await readChunk(data, chunk.sha256) : null
    if (chunk !== undefined && lines !== null) await fillChunk(data.db, chunk, lines)
  }
}
