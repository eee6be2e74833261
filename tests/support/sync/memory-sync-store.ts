import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { EMPTY_DIGEST, extendDigest } from '#shared/sync/digest.ts'
import { operationHash, originOf, type Operation, type OperationDraft } from '#shared/sync/operation.ts'
import type { PullPage } from '#shared/sync/pull-body.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import type { Fork, OwnWriter, SyncLink } from '#renderer/sync/sync-store.ts'
import { registersOf, type LaptopStore, type Signer, type StoredOperation } from './laptop-store.ts'
import type { KeyPair } from './node-ed25519.ts'

type Own = {
  id: WriterId
  annotatorId: AnnotatorId
  pair: KeyPair | null
  publicKey: Uint8Array
  ackedUpTo: number
  givenUp?: true
}

type Content = {
  link: SyncLink
  own: Own[]
  /** Operations by writer, by seq. */
  operations: Map<WriterId, Map<number, Operation>>
  authors: Map<WriterId, AnnotatorId>
  /** Writers that were used here once, and up to where what is said under them was made here. */
  givenUp: Map<WriterId, number>
  lamport: number
}

/** A laptop's storage in memory, for schedules by the thousand. It can be copied whole, as a disk is. */
export class MemorySyncStore implements LaptopStore {
  readonly projectId: ProjectId
  readonly annotatorId: AnnotatorId
  readonly #newPair: () => KeyPair
  #content: Content
  /** The greatest seq of a writer's operations when it was last asked for. */
  readonly #greatest = new WeakMap<Map<number, Operation>, number>()

  constructor(projectId: ProjectId, annotatorId: AnnotatorId, newPair: () => KeyPair) {
    this.projectId = projectId
    this.annotatorId = annotatorId
    this.#newPair = newPair
    this.#content = {
      link: { hub: null, gen: null, cursor: null },
      own: [],
      operations: new Map(),
      authors: new Map(),
      givenUp: new Map(),
      lamport: 0,
    }
    this.#addWriter(annotatorId)
  }

  /** Everything as it lies on the disk now: a backup of the whole laptop, or its clone. */
  async image(): Promise<Content> {
    return this.#copy()
  }

  #copy(): Content {
    const { link, own, operations, authors, givenUp, lamport } = this.#content
    return {
      link: { ...link },
      own: own.map((writer) => ({ ...writer })),
      operations: new Map([...operations].map(([writer, rows]) => [writer, new Map(rows)])),
      authors: new Map(authors),
      givenUp: new Map(givenUp),
      lamport,
    }
  }

  async putBack(image: unknown): Promise<void> {
    this.#content = image as Content
    this.#content = this.#copy()
  }

  /** Makes an operation, as a key or click does. */
  async record(draft: OperationDraft): Promise<void> {
    const writer = this.#ownWriter(this.annotatorId)
    const operation = { ...draft, seq: this.#upTo(writer.id) + 1, lamport: this.#content.lamport + 1 }
    this.#keep(writer.id, operation)
  }

  /** Drops operations, as a program would that takes an acknowledgement for a reason to forget. */
  async dropUpTo(writer: WriterId, upTo: number): Promise<void> {
    const rows = this.#content.operations.get(writer)
    for (const seq of rows?.keys() ?? []) if (seq <= upTo) rows?.delete(seq)
  }

  async loseKeys(): Promise<void> {
    for (const own of this.#content.own) own.pair = null
  }

  async close(): Promise<void> {}

  async pair(): Promise<Signer> {
    const { pair } = this.#ownWriter(this.annotatorId)
    if (pair === null) throw new Error('A writer in use has its key')
    return pair
  }

  /** Every operation here, with its writer. */
  async all(): Promise<StoredOperation[]> {
    return [...this.#content.operations].flatMap(([writer, rows]) =>
      [...rows.values()].map((op) => ({ writer, author: this.#content.authors.get(writer) ?? this.annotatorId, op })),
    )
  }

  async registers(): Promise<Map<string, unknown>> {
    return registersOf(await this.all())
  }

  async link(): Promise<SyncLink> {
    return { ...this.#content.link }
  }

  async beginLink(hub: string, gen: string): Promise<void> {
    this.#content.link = { hub, gen, cursor: null }
    for (const writer of this.#content.own) writer.ackedUpTo = 0
  }

  async writers(): Promise<OwnWriter[]> {
    const own = this.#content.own.filter(({ givenUp, pair }) => !givenUp || pair !== null)
    return own.map(({ id, annotatorId, pair, publicKey, ackedUpTo, givenUp }) => ({
      id,
      annotatorId,
      publicKey,
      sign: pair?.sign ?? null,
      upTo: givenUp ? this.#withoutGap(id) : this.#upTo(id),
      ackedUpTo,
      ...(givenUp && { givenUp }),
    }))
  }

  async operationsAfter(writer: WriterId, seq: number, limit: number): Promise<Operation[]> {
    const rows = this.#content.operations.get(writer) ?? new Map<number, Operation>()
    const found: Operation[] = []
    for (let at = seq + 1; found.length < limit; at += 1) {
      const operation = rows.get(at)
      if (operation === undefined) break
      found.push(operation)
    }
    return found
  }

  async digest(writer: WriterId, upTo: number): Promise<string> {
    const operations = await this.operationsAfter(writer, 0, upTo)
    return extendDigest(EMPTY_DIGEST, operations.map(operationHash))
  }

  async acknowledge(writer: WriterId, upTo: number, exactly = false): Promise<void> {
    for (const own of this.#content.own) {
      if (own.id === writer) own.ackedUpTo = exactly ? upTo : Math.max(own.ackedUpTo, upTo)
    }
  }

  async applyPage(page: PullPage): Promise<{ forks: Fork[] }> {
    const forks = new Map<WriterId, number>()
    for (const { writer, op } of page.lines) {
      const known = this.#content.operations.get(writer)?.get(op.seq)
      if (known !== undefined && operationHash(known) !== operationHash(op)) {
        forks.set(writer, Math.min(forks.get(writer) ?? op.seq, op.seq))
      }
    }
    if (forks.size > 0) return { forks: [...forks].map(([writer, from]) => ({ writer, from })) }
    for (const { id, annotatorId } of page.writers) this.#content.authors.set(id, annotatorId)
    for (const { writer, op } of page.lines) this.#keep(writer, op)
    this.#content.link.cursor = page.end.next
    return { forks: [] }
  }

  async reissue({ writer, from }: Fork): Promise<void> {
    const content = this.#content
    const known = content.own.find(({ id }) => id === writer)
    const old = known?.givenUp ? undefined : known
    const annotatorId = content.authors.get(writer) ?? this.annotatorId
    const rows = content.operations.get(writer) ?? new Map<number, Operation>()
    const taken = [...rows.values()].filter(({ seq }) => seq >= from).sort((a, b) => a.seq - b.seq)
    for (const { seq } of taken) rows.delete(seq)
    content.link.cursor = null
    // What came by pull, the laptop that made it says again itself.
    const madeHere = old ? Number.MAX_SAFE_INTEGER : (content.givenUp.get(writer) ?? 0)
    if (from >= madeHere) return
    // The copy that went on keeps the writer: this laptop never signs with it again.
    if (old) old.givenUp = true
    if (known) known.ackedUpTo = 0
    content.givenUp.set(writer, from)
    const fresh = this.#addWriter(annotatorId)
    for (const operation of taken) {
      if (operation.seq >= madeHere) continue
      const place = { seq: this.#upTo(fresh.id) + 1, lamport: content.lamport + 1 }
      this.#keep(fresh.id, { ...operation, ...place, origin: originOf(writer, operation) })
    }
  }

  #ownWriter(annotatorId: AnnotatorId): Own {
    const usable = this.#content.own.filter(
      (writer) => writer.annotatorId === annotatorId && writer.pair !== null && !writer.givenUp,
    )
    return usable.at(-1) ?? this.#addWriter(annotatorId)
  }

  #addWriter(annotatorId: AnnotatorId): Own {
    const pair = this.#newPair()
    const id = writerIdOf(pair.publicKey)
    const own = { id, annotatorId, pair, publicKey: pair.publicKey, ackedUpTo: 0 }
    this.#content.own.push(own)
    this.#content.authors.set(id, annotatorId)
    this.#content.operations.set(id, new Map())
    return own
  }

  #withoutGap(writer: WriterId): number {
    const rows = this.#content.operations.get(writer)
    let upTo = 0
    while (rows?.has(upTo + 1)) upTo += 1
    return upTo
  }

  #upTo(writer: WriterId): number {
    const rows = this.#content.operations.get(writer)
    if (rows === undefined) return 0
    let upTo = this.#greatest.get(rows) ?? 0
    if (rows.size > 0 && !rows.has(upTo)) upTo = [...rows.keys()].reduce((greatest, seq) => Math.max(greatest, seq), 0)
    while (rows.has(upTo + 1)) upTo += 1
    this.#greatest.set(rows, upTo)
    return upTo
  }

  #keep(writer: WriterId, operation: Operation): void {
    const rows = this.#content.operations.get(writer) ?? new Map<number, Operation>()
    if (!rows.has(operation.seq)) rows.set(operation.seq, operation)
    this.#content.operations.set(writer, rows)
    this.#content.lamport = Math.max(this.#content.lamport, operation.lamport)
  }
}
