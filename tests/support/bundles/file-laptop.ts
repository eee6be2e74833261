import 'fake-indexeddb/auto'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { defined } from '#shared/base/assert.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { Receipt } from '#shared/sync/receipt.ts'
import type { BundleParts } from '#renderer/app/bundles/bundle-parts.ts'
import { prepareAnswers, prepareWork, receiptBytes, sealPrepared } from '#renderer/app/bundles/make-file.ts'
import { openFile, type FileContent } from '#renderer/app/bundles/open-file.ts'
import { takeFile, type Taken } from '#renderer/app/bundles/take-file.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { dexieKeyVault } from '#renderer/data/bundles/key-vault.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { createDataContext, type DataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { twoStoreJournal } from '#renderer/data/journal/two-store-journal.ts'
import { itemIdAt, readQueue } from '#renderer/data/queries/queue.ts'
import { reconcileStores } from '#renderer/data/recovery/reconcile-stores.ts'
import { addMember } from '#renderer/data/team/join-team.ts'
import { sealHere } from '#renderer/workers/seal-run.ts'
import { addItems, buildProject, TONE, type Built } from '#tests/support/build-data.ts'
import { memoryBlobStore } from '#tests/support/memory-blob-store.ts'
import { sqliteSecondStore, type SqliteStore } from '#tests/support/sqlite-second-store.ts'

export const PASSPHRASE = 'گندم کی فصل ۲۰۲۶'
export const TEXTS = Array.from({ length: 8 }, (_, n) => `فصل کے بارے میں متن ${n}`)

let clock = Date.UTC(2026, 10, 26, 6)

/** A laptop that speaks to others by files alone. With a journal file beside its database, as in the app. */
export class FileLaptop {
  data: DataContext
  readonly sqlite: SqliteStore = sqliteSecondStore()
  readonly sessions = new Map<ProjectId, TeamSession>()
  person: AnnotatorId | null = null
  projectId = '' as ProjectId

  constructor() {
    this.data = this.#onDatabase(memoryBlobStore())
  }

  #onDatabase(blobs: DataContext['blobs']): DataContext {
    const db = new NishanDatabase(`file-laptop-${crypto.randomUUID()}`)
    const now = () => (clock += 1000)
    return createDataContext({ db, blobs, clock: { now }, journal: twoStoreJournal(db, this.sqlite.second) })
  }

  /** IndexedDB is gone, and is filled again from the journal. */
  async loseDatabase(): Promise<void> {
    this.data = this.#onDatabase(this.data.blobs)
    await reconcileStores(this.data, this.sqlite.second)
  }

  get parts(): BundleParts {
    return {
      data: this.data,
      vault: dexieKeyVault(this.data.db),
      // As little work as there can be: how hard a passphrase is to guess is not what is tested.
      seal: {
        ...sealHere,
        seal: (archive, target) => sealHere.seal(archive, 'passphrase' in target ? { ...target, work: 8 } : target),
      },
      team: { current: () => this.sessions },
      device: 'پرانا لیپ ٹاپ',
      turn: () => Promise.resolve(),
    }
  }

  get who() {
    return { projectId: this.projectId, annotatorId: defined(this.person, 'person') }
  }

  get built(): Built {
    return { data: this.data, projectId: this.projectId, annotatorId: this.who.annotatorId, who: this.who }
  }

  /** A lead with a project of eight texts. */
  static async lead(): Promise<FileLaptop> {
    const laptop = new FileLaptop()
    const { projectId, annotatorId } = await buildProject(TEXTS, laptop.data)
    laptop.projectId = projectId
    laptop.person = annotatorId
    return laptop
  }

  addPerson(name: string): Promise<AnnotatorId> {
    return addMember(this.data, this.who, { name, role: 'annotator', colour: 3 })
  }

  async addTexts(texts: readonly string[]): Promise<void> {
    await addItems(this.built, texts)
  }

  async workFile(person: AnnotatorId, newLaptop = true): Promise<Uint8Array> {
    const prepared = await prepareWork(this.parts, { who: this.who, person, newLaptop })
    if (!prepared.ok) throw new Error(prepared.error)
    return sealPrepared(this.parts, prepared.value, PASSPHRASE)
  }

  /** Null: nothing waits. */
  async answersFile(all = false): Promise<Uint8Array | null> {
    const prepared = await prepareAnswers(this.parts, this.who, { all })
    if (!prepared.ok) {
      if (prepared.error === 'nothing') return null
      throw new Error(prepared.error)
    }
    return sealPrepared(this.parts, prepared.value, PASSPHRASE)
  }

  async look(sealed: Uint8Array, passphrase: string | null = PASSPHRASE) {
    return openFile(this.parts, { sealed, person: this.person, passphrase })
  }

  /** The code of the refusal, or what it is. */
  async codeOf(sealed: Uint8Array, passphrase: string | null = PASSPHRASE): Promise<string> {
    const opened = await this.look(sealed, passphrase)
    return opened.ok ? opened.value.kind : opened.error.code
  }

  async take(sealed: Uint8Array): Promise<Taken> {
    const opened = await this.look(sealed)
    if (!opened.ok) throw new Error(opened.error.code)
    const content = opened.value as Exclude<FileContent, { kind: 'invite' }>
    const taken = await takeFile(this.parts, { content, name: 'کچھ بھی.bin', sealed })
    if (taken.kind === 'work') {
      this.projectId = taken.summary.who.projectId
      this.person = taken.summary.who.annotatorId
    }
    return taken
  }

  async merge(sealed: Uint8Array): Promise<Extract<Taken, { kind: 'merged' }>> {
    const taken = await this.take(sealed)
    if (taken.kind !== 'merged') throw new Error(taken.kind)
    return taken
  }

  async takeReceipt(receipt: Receipt | undefined): Promise<Taken> {
    return this.take(receiptBytes(defined(receipt, 'receipt')))
  }

  /** Finishes texts, from one place in the queue up to another. */
  async label(from: number, to: number, label = 'good'): Promise<void> {
    for (let order = from; order < to; order += 1) {
      const itemId = defined(itemIdAt(await readQueue(this.data, this.who), order), 'item')
      const changes: AnswerChange[] = [
        { kind: 'answer.set', question: TONE, value: [label] },
        { kind: 'item.status', value: 'done' },
      ]
      const saved = await saveAct(this.data, this.who, { itemId, changes, activeMs: 500, taskVersion: 1 })
      if (!saved.ok) throw new Error('Not saved')
    }
  }

  /** How many texts each person has finished, as this laptop shows it. */
  async finished(): Promise<Record<string, number>> {
    const rows = await this.data.db.annotations.toArray()
    const counts: Record<string, number> = {}
    for (const { annotatorId, status } of rows) {
      if (status === 'done') counts[annotatorId] = (counts[annotatorId] ?? 0) + 1
    }
    return counts
  }

  /** All operations, so that two states can be compared. */
  async log(): Promise<string> {
    const rows = await this.data.db.operations.toArray()
    return JSON.stringify(rows.map(({ writerId, seq, hash }) => [writerId, seq, hash]))
  }

  close(): void {
    this.sqlite.remove()
  }
}
