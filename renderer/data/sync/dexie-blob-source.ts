import type { AnnotatorId, ChunkId, ProjectId } from '#shared/base/ids.ts'
import type { BlobSource, NamedBlob } from '#renderer/sync/blob-source.ts'
import { queuePlace } from '../apply/apply-assignments.ts'
import { fillChunk } from '../apply/apply-chunk.ts'
import { decodeBlob } from '../blob-codec.ts'
import type { Who } from '../commands/change-project.ts'
import { readChunk } from '../commands/import-items.ts'
import type { DataContext } from '../data-context.ts'
import { readChunks } from '../queries/queue-runs.ts'
import type { ChunkRow } from '../rows.ts'
import { partKey } from './blob-part.ts'

const rank = ({ removed, missing }: ChunkRow) => Number(removed) + Number(missing !== true)
const NOTHING = new Uint8Array()

/** Blobs of one project on this laptop, as the exchange with the hub sees them. */
export class DexieBlobSource implements BlobSource {
  readonly projectId: ProjectId
  readonly #annotatorId: AnnotatorId
  readonly #data: DataContext
  /** Chunks by the blob they wait for, since the last look. */
  readonly #wanted = new Map<string, ChunkRow[]>()

  constructor(data: DataContext, { projectId, annotatorId }: Who) {
    this.projectId = projectId
    this.#annotatorId = annotatorId
    this.#data = data
  }

  async missing(): Promise<NamedBlob[]> {
    this.#wanted.clear()
    for (const chunk of await this.#missingChunks()) {
      // Left over from a crash between the blob and its rows, or another project has the same texts.
      const lines = await readChunk(this.#data, chunk.sha256)
      if (lines !== null) await fillChunk(this.#data.db, chunk, lines)
      else this.#wanted.set(chunk.sha256, [...(this.#wanted.get(chunk.sha256) ?? []), chunk])
    }
    return [...this.#wanted].map(([sha256, [chunk]]) => ({ sha256, bytes: chunk?.bytes ?? 0 }))
  }

  /**
   * What the person is given to do first, batch after batch, then the others in the order of their texts. Those of a
   * removed import are not shown and come last, as do blobs whose texts are here.
   */
  async #missingChunks(): Promise<ChunkRow[]> {
    const chunks = (await readChunks(this.#data, this.projectId)).filter(
      ({ missing, blobWanted }) => missing === true || blobWanted === true,
    )
    if (chunks.length === 0) return []
    const places = await this.#firstPlaces()
    const placeOf = (chunk: ChunkRow) => places.get(chunk.id) ?? Infinity
    const compare = (a: ChunkRow, b: ChunkRow) => (placeOf(a) < placeOf(b) ? -1 : Number(placeOf(a) > placeOf(b)))
    return chunks.toSorted((a, b) => rank(a) - rank(b) || compare(a, b) || a.firstOrder - b.firstOrder)
  }

  /** Where each chunk first stands in what the person has still to do. */
  async #firstPlaces(): Promise<Map<ChunkId, number>> {
    const states = await this.#data.db.batchStates
      .where('[projectId+annotatorId]')
      .equals([this.projectId, this.#annotatorId])
      .toArray()
    const places = new Map<ChunkId, number>()
    for (const { items, order, closed, handedIn } of states) {
      if (closed === true || handedIn) continue
      for (const [place, [chunk]] of items.entries()) {
        places.set(chunk, Math.min(places.get(chunk) ?? Infinity, queuePlace(order, place)))
      }
    }
    return places
  }

  async part(sha256: string): Promise<Uint8Array> {
    const row = await this.#data.db.local.get(partKey(sha256))
    return row?.value instanceof Uint8Array ? row.value : NOTHING
  }

  async keepPart(sha256: string, bytes: Uint8Array): Promise<void> {
    const { local } = this.#data.db
    if (bytes.length === 0) await local.delete(partKey(sha256))
    else await local.put({ key: partKey(sha256), value: bytes })
  }

  async fill(sha256: string, bytes: Uint8Array): Promise<void> {
    await this.#data.blobs.put(sha256, bytes)
    const chunks = this.#wanted.get(sha256) ?? []
    const lines = await decodeBlob(bytes)
    for (const chunk of chunks) await fillChunk(this.#data.db, chunk, lines)
  }

  blob(sha256: string): Promise<Uint8Array | null> {
    return this.#data.blobs.get(sha256)
  }
}
