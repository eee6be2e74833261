import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { makeShortId, type ChunkId, type ImportId } from '#shared/base/ids.ts'
import { MAX_CHUNK_ITEMS, type ImportValue } from '#shared/domain/chunk.ts'
import type { BlobItem, BlobLine } from '#shared/domain/item.ts'
import { assert } from '#shared/base/assert.ts'
import type { DataContext } from '../data-context.ts'
import { decodeBlob, encodeBlob } from '../blob-codec.ts'
import type { Who } from './change-project.ts'
import { projectDraft } from './project-drafts.ts'
import { recordOperations } from './record-operations.ts'

/** Writes the import's record: at its start, and again when it ends (`state`, counts). */
export async function setImport(data: DataContext, who: Who, importId: ImportId, value: ImportValue): Promise<void> {
  const drafts = [projectDraft('import.set', data.clock.now(), { key: importId, value })]
  await data.serial(() => recordOperations(data, { ...who, drafts }))
}

export function newImportId(data: DataContext): ImportId {
  return makeShortId<ImportId>(data.random)
}

/** Where the next item of a project goes: one past the last order ever given. */
export async function nextOrder(data: DataContext, projectId: string): Promise<number> {
  const last = await data.db.chunks
    .where('[projectId+firstOrder]')
    .between([projectId, -1], [projectId, Infinity])
    .last()
  return last ? last.firstOrder + last.items : 0
}

export type PreparedChunk = { id: ChunkId; lines: readonly BlobItem[]; sha256: string; bytes: number }

/**
 * The first half of storing a chunk: its immutable blob (gzip NDJSON, named by SHA-256). May run
 * while the previous chunk is still being recorded. At most 1,000 items.
 */
export async function prepareChunk(data: DataContext, lines: readonly BlobItem[]): Promise<PreparedChunk> {
  assert(lines.length > 0 && lines.length <= MAX_CHUNK_ITEMS, 'a chunk holds 1 to 1,000 items')
  const { name, bytes } = await freshBlob(data, lines)
  await data.blobs.put(name, bytes)
  return { id: makeShortId<ChunkId>(data.random), lines, sha256: name, bytes: bytes.length }
}

/** The same file may be imported again after something of it was erased: that blob would not be taken, here or at the hub. */
async function freshBlob(data: DataContext, lines: readonly BlobItem[]): Promise<{ name: string; bytes: Uint8Array }> {
  for (let copy = 0; ; copy += 1) {
    const bytes = await encodeBlob(lines, copy)
    const name = bytesToHex(sha256(bytes))
    const known = data.db.erasedBlobs.where('[sha256+chunkId]').between([name, ''], [name, '\uffff'])
    if ((await known.first()) === undefined) return { name, bytes }
  }
}

/** The second half: `chunk.add` and the item rows in one strict transaction. */
export async function recordChunk(
  data: DataContext,
  who: Who,
  place: { importId: ImportId; firstOrder: number },
  chunk: PreparedChunk,
): Promise<void> {
  const value = { ...place, sha256: chunk.sha256, items: chunk.lines.length, bytes: chunk.bytes }
  const drafts = [projectDraft('chunk.add', data.clock.now(), { key: chunk.id, value })]
  const chunkItems = new Map([[chunk.id, chunk.lines]])
  await data.serial(() => recordOperations(data, { ...who, drafts, chunkItems }))
}

/** Hides an import's items (or brings them back with `removed` false). Answers to them stay in the log. */
export async function removeImport(data: DataContext, who: Who, importId: ImportId, removed = true): Promise<void> {
  const drafts = [projectDraft('import.remove', data.clock.now(), { key: importId, value: removed })]
  await data.serial(() => recordOperations(data, { ...who, drafts }))
}

/** The items of a stored chunk, from its blob; null when the blob is not on this laptop. */
export async function readChunk(data: DataContext, name: string): Promise<BlobLine[] | null> {
  const bytes = await data.blobs.get(name)
  return bytes === null ? null : decodeBlob(bytes)
}
