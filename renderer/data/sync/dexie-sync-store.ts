import { hexToBytes } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { EMPTY_DIGEST, extendDigest } from '#shared/sync/digest.ts'
import { operationHash, type Operation } from '#shared/sync/operation.ts'
import { heldInside } from '#shared/sync/held-operation.ts'
import type { PullPage } from '#shared/sync/pull-body.ts'
import type { Fork, OwnWriter, SyncLink, SyncStore } from '#renderer/sync/sync-store.ts'
import { applyOperation, type IncomingOperation } from '../apply-operation.ts'
import type { Who } from '../commands/change-project.ts'
import { newWriter } from '../commands/ensure-writer.ts'
import type { DataContext } from '../data-context.ts'
import { settleErasures, touchesBlobs } from '../erasure/settle-erasures.ts'
import { keepNextSeq } from '../journal/two-store-journal.ts'
import { plainOperation } from '../plain-operation.ts'
import type { SyncLinkRow, SyncStateRow, WriterRow } from '../rows.ts'
import { fillKnownChunks } from './fill-known-chunks.ts'
import { lastSeq } from './last-seq.ts'
import { moveOperations } from './move-operations.ts'
import { signWith } from './sign-with.ts'

/** Rows read at a time for a digest. */
const DIGEST_PAGE = 5000

/** This laptop's storage as the sync engine sees it, for one person in one project (sync-store.ts). */
export class DexieSyncStore implements SyncStore {
  readonly projectId: ProjectId
  readonly #annotatorId: AnnotatorId
  readonly #data: DataContext

  constructor(data: DataContext, { projectId, annotatorId }: Who) {
    this.projectId = projectId
    this.#annotatorId = annotatorId
    this.#data = data
  }

  async link(): Promise<SyncLink> {
    const link = await this.#link()
    return { hub: link?.hub ?? null, gen: link?.gen ?? null, cursor: link?.cursor ?? null }
  }

  async beginLink(hub: string, gen: string): Promise<void> {
    await this.#changeState((state) => {
      state.links = { ...state.links, [this.#annotatorId]: { hub, gen, cursor: null, acked: {} } }
    })
  }

  async writers(): Promise<OwnWriter[]> {
    const [rows, link] = await Promise.all([this.#ownWriters(), this.#link()])
    return Promise.all(
      rows.map(async ({ id, annotatorId, publicKey, privateKey, givenUpKey }) => {
        const key = privateKey ?? givenUpKey
        const givenUp = privateKey === undefined && givenUpKey !== undefined
        return {
          id,
          annotatorId,
          publicKey,
          sign: key === undefined ? null : signWith(key),
          upTo: givenUp ? await this.#withoutGap(id) : await lastSeq(this.#data.db, id),
          ackedUpTo: link?.acked[id] ?? 0,
          ...(givenUp && { givenUp }),
        }
      }),
    )
  }

  async operationsAfter(writer: WriterId, seq: number, limit: number): Promise<Operation[]> {
    const rows = await this.#data.db.operations
      .where('[writerId+seq]')
      .between([writer, seq], [writer, Infinity], false)
      .limit(limit)
      .toArray()
    // A push is one run of numbers.
    const gap = rows.findIndex((row, index) => row.seq !== seq + 1 + index)
    return (gap < 0 ? rows : rows.slice(0, gap)).map(plainOperation)
  }

  async digest(writer: WriterId, upTo: number): Promise<string> {
    const known = (await this.#state())?.digests?.[writer]
    let [at, digest] = known !== undefined && known.upTo <= upTo ? [known.upTo, known.digest] : [0, EMPTY_DIGEST]
    const began = at
    while (at < upTo) {
      const hashes = await this.#hashesAfter(writer, at, Math.min(upTo - at, DIGEST_PAGE))
      if (hashes.length === 0) break
      digest = extendDigest(digest, hashes)
      at += hashes.length
    }
    if (at > began) await this.#keepDigest(writer, { upTo: at, digest })
    return digest
  }

  async acknowledge(writer: WriterId, upTo: number, exactly = false): Promise<void> {
    await this.#changeLink((link) => {
      const before = link.acked[writer] ?? 0
      link.acked[writer] = exactly ? upTo : Math.max(before, upTo)
      link.contactAt = this.#data.clock.now()
    })
  }

  applyPage(page: PullPage): Promise<{ forks: Fork[] }> {
    // Beside the commands, so that no operation of ours is made between the comparison and the writing.
    return this.#data.serial(() => this.#applyPage(page, page.end.next))
  }

  /** Applies a page of a work file: what came by the hub goes on where it was. */
  applyWork(page: PullPage): Promise<{ forks: Fork[] }> {
    return this.#data.serial(() => this.#applyPage(page, null))
  }

  async #applyPage(page: PullPage, cursor: string | null): Promise<{ forks: Fork[] }> {
    const { db } = this.#data
    const incoming = withoutRepeats(page)
    const found = await this.#compare(incoming)
    if (found.forks.length > 0) return { forks: found.forks }
    await this.#bind(page.writers)
    await this.#journal([...found.fresh, ...found.released])
    const forks = await db.transaction('rw', db.tables, async () => {
      const now = await this.#compare(incoming)
      if (now.forks.length > 0) return now.forks
      await db.operations.bulkDelete(
        now.released.map(({ writerId, operation }): [string, number] => [writerId, operation.seq]),
      )
      await applyOperation(db, this.projectId, [...now.released, ...now.fresh])
      for (const [writerId, theirs] of Map.groupBy(now.fresh, (one) => one.writerId)) {
        await keepNextSeq(db, writerId, Math.max(...theirs.map(({ operation }) => operation.seq)) + 1)
      }
      if (cursor === null) return []
      await this.#changeLink((link) => {
        link.cursor = cursor
        link.contactAt = this.#data.clock.now()
      })
      return []
    })
    if (forks.length === 0) {
      if (found.fresh.some(({ operation }) => touchesBlobs(operation))) await settleErasures(this.#data)
      await fillKnownChunks(this.#data, found.fresh)
    }
    return { forks }
  }

  reissue({ writer, from }: Fork): Promise<void> {
    const { db, journal } = this.#data
    return this.#data.serial(async () => {
      const row = await db.writers.get(writer)
      if (row === undefined) return
      const until = madeHereUntil(row)
      const successor = from < until ? await newWriter(this.#data, this.projectId, row.annotatorId) : null
      const entry = { projectId: this.projectId, writerId: writer, from, until }
      await journal.reissue({ ...entry, by: successor }, (operations, by) =>
        moveOperations(db, { ...entry, by, operations }),
      )
    })
  }

  /** Operations that are not here, and where those that are here differ. */
  async #compare(
    incoming: readonly IncomingOperation[],
  ): Promise<{ fresh: IncomingOperation[]; released: IncomingOperation[]; forks: Fork[] }> {
    const keys = incoming.map(({ writerId, operation }): [string, number] => [writerId, operation.seq])
    const known = await this.#data.db.operations.bulkGet(keys)
    const forks = new Map<WriterId, number>()
    for (const [index, { writerId, operation }] of incoming.entries()) {
      const row = known[index]
      if (row === undefined || row.hash === operationHash(operation)) continue
      forks.set(writerId, Math.min(forks.get(writerId) ?? operation.seq, operation.seq))
    }
    return {
      fresh: incoming.filter((_, index) => known[index] === undefined),
      // Kept aside when a file was merged here, and served by the hub: what that says counts.
      released: incoming.filter((_, index) => {
        const row = known[index]
        return row !== undefined && heldInside(row) !== null
      }),
      forks: [...forks].map(([writer, from]) => ({ writer, from })),
    }
  }

  async #bind(writers: PullPage['writers']): Promise<void> {
    const known = await this.#data.db.writers.bulkGet(writers.map(({ id }) => id))
    for (const [index, { id, annotatorId, publicKey }] of writers.entries()) {
      if (known[index] !== undefined) continue
      const row = { id, projectId: this.projectId, annotatorId, publicKey: hexToBytes(publicKey), nextSeq: 1 }
      await this.#data.journal.addWriter({ ...row, remote: true })
    }
  }

  /** The journal has them first: what a crash leaves out of IndexedDB comes with the next page, or at the next start. */
  async #journal(fresh: readonly IncomingOperation[]): Promise<void> {
    for (const [writerId, theirs] of Map.groupBy(fresh, (one) => one.writerId)) {
      const operations = theirs.map(({ operation }) => operation)
      await this.#data.journal.keep({ projectId: this.projectId, writerId, operations })
    }
  }

  /**
   * One's own writers, and for a lead those of people known only from files. One without a private key that did not come
   * by pull was used by an earlier install. One's own come first: their chunks are what the others' answers stand on.
   */
  async #ownWriters(): Promise<WriterRow[]> {
    const { db } = this.#data
    const here = db.writers.where('[projectId+annotatorId]')
    const own = await here.equals([this.projectId, this.#annotatorId]).toArray()
    const member = await db.members.get([this.projectId, this.#annotatorId])
    const others =
      member?.role === 'lead'
        ? await here.between([this.projectId, ''], [this.projectId, '\uffff']).toArray()
        : ([] as WriterRow[])
    const people = await db.annotators.bulkGet(others.map(({ annotatorId }) => annotatorId))
    const imported = others.filter(
      (row, index) => row.annotatorId !== this.#annotatorId && people[index]?.imported === true,
    )
    return [...own, ...imported].filter(({ remote, givenUpKey }) => remote !== true || givenUpKey !== undefined)
  }

  /** How far a writer's operations are here one after another: what came by pull may lack what is kept for the lead. */
  async #withoutGap(writer: WriterId): Promise<number> {
    const all = this.#data.db.operations.where('[writerId+seq]').between([writer, 0], [writer, Infinity])
    const [last, count] = await Promise.all([lastSeq(this.#data.db, writer), all.count()])
    if (last === count) return last
    const keys = await all.primaryKeys()
    const gap = keys.findIndex(([, seq], index) => seq !== index + 1)
    return gap < 0 ? last : gap
  }

  /** Hashes of the operations that follow `at` without a gap. */
  async #hashesAfter(writer: WriterId, at: number, limit: number): Promise<string[]> {
    const rows = await this.#data.db.operations
      .where('[writerId+seq]')
      .between([writer, at], [writer, Infinity], false)
      .limit(limit)
      .toArray()
    const gap = rows.findIndex((row, index) => row.seq !== at + 1 + index)
    return (gap < 0 ? rows : rows.slice(0, gap)).map(({ hash }) => hash)
  }

  async #keepDigest(writer: WriterId, place: { upTo: number; digest: string }): Promise<void> {
    await this.#changeState((state) => {
      if ((state.digests?.[writer]?.upTo ?? 0) < place.upTo) state.digests = { ...state.digests, [writer]: place }
    })
  }

  #state(): Promise<SyncStateRow | undefined> {
    return this.#data.db.syncState.get(this.projectId)
  }

  async #link(): Promise<SyncLinkRow | undefined> {
    return (await this.#state())?.links?.[this.#annotatorId]
  }

  /** Nothing is kept of a hub that was not spoken to. */
  async #changeLink(change: (link: SyncLinkRow) => void): Promise<void> {
    await this.#changeState((state) => {
      const link = state.links?.[this.#annotatorId]
      if (link !== undefined) change(link)
    })
  }

  async #changeState(change: (state: SyncStateRow) => void): Promise<void> {
    const { db } = this.#data
    await db.transaction('rw', db.syncState, async () => {
      const state = (await this.#state()) ?? { projectId: this.projectId, lamport: 0 }
      change(state)
      await db.syncState.put(state)
    })
  }
}

/**
 * Before which place a writer's operations were made on this laptop. What came by pull is another laptop's to say again,
 * should the hub give its place to something else: said here too, it would be there twice.
 */
function madeHereUntil({ remote, reissued }: WriterRow): number {
  return remote === true ? (reissued?.from ?? 1) : Number.MAX_SAFE_INTEGER
}

/** The operations of a page, each once. */
function withoutRepeats({ lines }: PullPage): IncomingOperation[] {
  const once = new Map<string, IncomingOperation>()
  for (const { writer, op } of lines) {
    const key = `${writer}:${op.seq}`
    if (!once.has(key)) once.set(key, { writerId: writer, operation: op })
  }
  return [...once.values()]
}
