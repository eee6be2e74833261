import { parseItemId, type AnnotatorId, type ProjectId, type WriterId } from '../base/ids.ts'
import { chunkValueSchema, MAX_CHUNK_ITEMS } from '../domain/chunk.ts'
import { eraseValueSchema } from '../domain/erase.ts'
import { projectPropertiesSchema } from '../domain/project.ts'
import { isFinished, statusSchema } from '../domain/status.ts'
import { stampOf, type Operation } from '../sync/operation.ts'
import { winsOver, type Stamp } from '../sync/stamp.ts'
import type { BackupProject } from './backup-schema.ts'

type Register<Value> = { value: Value; stamp: Stamp }
type ChunkFacts = { importId: string; items: number }
type Author = { id: WriterId; annotatorId: AnnotatorId }

const properties = projectPropertiesSchema.partial()

/**
 * What a manifest says of one project, folded from its operations in any order of writers. Eight bytes an answer: the
 * newest status of every text of a chunk in one array, so that a million answers take no more than they must.
 */
export class ProjectFacts {
  readonly #id: ProjectId
  readonly #properties = new Map<string, Register<unknown>>()
  readonly #removed = new Map<string, Register<boolean>>()
  readonly #chunks = new Map<string, ChunkFacts>()
  /** By chunk: every blob that was named for it, and what was erased of it with the blob that is named since. */
  readonly #blobs = new Map<string, Set<string>>()
  readonly #erased = new Map<string, Set<number>>()
  readonly #erasedBlobs = new Map<string, Register<string>>()
  /** By person, then chunk: for each text lamport × 2, + 1 when finished. */
  readonly #statuses = new Map<AnnotatorId, Map<string, Float64Array>>()
  #createdAt = 0
  #lastAt = 0

  constructor(id: ProjectId) {
    this.#id = id
  }

  note(operation: Operation, author: Author): void {
    const stamp = stampOf(author.id, operation)
    const key = operation.key ?? ''
    switch (operation.kind) {
      case 'project.set':
        this.#createdAt = this.#createdAt === 0 ? operation.at : Math.min(this.#createdAt, operation.at)
        keep(this.#properties, key, { value: operation.value, stamp })
        return
      case 'import.remove':
        keep(this.#removed, key, { value: operation.value === true, stamp })
        return
      case 'chunk.add': {
        const chunk = chunkValueSchema.safeParse(operation.value)
        if (!chunk.success) return
        this.#chunks.set(key, { importId: chunk.data.importId, items: chunk.data.items })
        this.#blobs.set(key, (this.#blobs.get(key) ?? new Set()).add(chunk.data.sha256))
        return
      }
      case 'item.erase': {
        const place = parseItemId(operation.item)
        const value = eraseValueSchema.safeParse(operation.value)
        if (place === null || !value.success) return
        this.#erased.set(place.chunk, (this.#erased.get(place.chunk) ?? new Set()).add(place.index))
        keep(this.#erasedBlobs, place.chunk, { value: value.data.sha256, stamp })
        return
      }
      default:
        if (operation.item !== '') this.#noteAnswer(operation, author.annotatorId)
    }
  }

  /** SHA-256 of the blobs that its chunks name; where something was erased, of the one that took the place of all others. */
  blobs(): Iterable<string> {
    return [...this.#blobs].flatMap(([chunk, named]) => this.#erasedBlobs.get(chunk)?.value ?? [...named])
  }

  #textsIn(chunk: string): number {
    const items = this.#chunks.get(chunk)?.items ?? 0
    return items - [...(this.#erased.get(chunk) ?? [])].filter((index) => index < items).length
  }

  facts(): BackupProject {
    const all = properties.safeParse(
      Object.fromEntries([...this.#properties].map(([key, register]) => [key, register.value])),
    )
    const known = all.success ? all.data : {}
    const living = new Set(
      [...this.#chunks].flatMap(([id, { importId }]) => (this.#removed.get(importId)?.value === true ? [] : [id])),
    )
    return {
      id: this.#id,
      name: known.name ?? '',
      languages: [...new Set((known.fields ?? []).map(({ language }) => language))],
      sample: known.sample ?? false,
      archived: known.archived ?? false,
      createdAt: this.#createdAt,
      texts: [...living].reduce((sum, id) => sum + this.#textsIn(id), 0),
      people: [...this.#statuses.keys()].sort(),
      finished: this.#finished(living),
      lastAt: this.#lastAt,
    }
  }

  #noteAnswer(operation: Operation, person: AnnotatorId): void {
    this.#lastAt = Math.max(this.#lastAt, operation.at)
    let own = this.#statuses.get(person)
    if (own === undefined) this.#statuses.set(person, (own = new Map()))
    const place = parseItemId(operation.item)
    const status = operation.kind === 'item.status' ? statusSchema.safeParse(operation.value) : null
    if (place === null || status?.success !== true || place.index >= MAX_CHUNK_ITEMS) return
    let chunk = own.get(place.chunk)
    if (chunk === undefined) own.set(place.chunk, (chunk = new Float64Array(MAX_CHUNK_ITEMS)))
    const now = operation.lamport * 2 + (isFinished(status.data) ? 1 : 0)
    if (now > (chunk[place.index] ?? 0)) chunk[place.index] = now
  }

  #finished(living: ReadonlySet<string>): number {
    let count = 0
    for (const own of this.#statuses.values()) {
      for (const [id, chunk] of own) {
        if (!living.has(id)) continue
        for (const status of chunk) count += status % 2
      }
    }
    return count
  }
}

function keep<Value>(registers: Map<string, Register<Value>>, key: string, next: Register<Value>): void {
  if (winsOver(next.stamp, registers.get(key)?.stamp)) registers.set(key, next)
}
