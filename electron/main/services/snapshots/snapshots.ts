import { basename, join } from 'node:path'
import { BackupStopped, sourceFingerprint, type BackupSource } from '#shared/backup/write-backup.ts'
import type { Seal } from '#shared/backup/backup-schema.ts'
import type {
  ListedSnapshot,
  PageFacts,
  SnapshotPlace,
  SnapshotProblem,
  SnapshotProgress,
  SnapshotsState,
} from '#shared/ipc/snapshots-contract.ts'
import { CallError } from '../../ipc/call-error.ts'
import { fileErrorCode } from '../file-error-code.ts'
import { sqliteCode } from '../journal/sqlite-code.ts'
import type { Log } from '../log.ts'
import { nodeBackupMachine } from './node-backup-machine.ts'
import type { SnapshotDisk } from './snapshot-disk.ts'
import type { SnapshotMemoryFile } from './snapshot-memory.ts'
import { isBackupName } from './snapshot-names.ts'
import { listFolder, removeOldest } from './snapshot-shelf.ts'
import { makeFolder, NotVerified, writeSnapshot, type WrittenSnapshot } from './write-snapshot.ts'

export type SnapshotOutcome = 'made' | 'stopped' | 'failed'

export type SnapshotDeps = {
  ownFolder: string
  memory: SnapshotMemoryFile
  disk: SnapshotDisk
  log: Log
  now: () => number
  /** Asks the page what only it knows; null when it does not answer. */
  askPage: () => Promise<PageFacts | null>
  sourceWith: (page: PageFacts | null) => BackupSource
  /** Bytes that a first snapshot may take. */
  expectedBytes: () => Promise<number>
  onChange: (state: SnapshotsState) => void
}

type Running = {
  outcome: Promise<SnapshotOutcome>
  stop: AbortController
  progress: Omit<SnapshotProgress, 'elapsedMs'>
  startedAt: number
}

type Target = { place: SnapshotPlace; folder: string }

/** A new snapshot is made when the newest is older than this and something has changed. */
const DUE_MS = 20 * 60 * 60 * 1000
/** How often progress is told. */
const TELL_MS = 150

/** Snapshots of all work: where they go, one at a time, verified, the newest kept. */
export class Snapshots {
  readonly #deps: SnapshotDeps
  #running: Running | null = null
  #toldAt = 0
  #closed = false

  constructor(deps: SnapshotDeps) {
    this.#deps = deps
  }

  async state(): Promise<SnapshotsState> {
    const { memory, disk, now } = this.#deps
    const { folder, last, problem, seal } = memory.current()
    return {
      last: last && { at: last.at, place: last.place, bytes: last.bytes, operations: last.operations },
      folder: folder === null ? null : { name: folderName(folder), found: await disk.isFolder(folder) },
      problem,
      running: this.#running && { ...this.#running.progress, elapsedMs: now() - this.#running.startedAt },
      sealed: seal !== null,
    }
  }

  async setFolder(folder: string | null): Promise<void> {
    this.#deps.memory.update({ folder, problem: null })
    this.#deps.log('snapshot-folder-set', { own: folder === null })
    await this.#tell()
  }

  async setSeal(seal: Seal | null): Promise<void> {
    this.#deps.memory.update({ seal })
    this.#deps.log('snapshot-seal-set', { sealed: seal !== null })
    await this.#tell()
  }

  async list(): Promise<ListedSnapshot[]> {
    const { disk } = this.#deps
    const all = await Promise.all(this.#targets().map(({ folder, place }) => listFolder(disk, folder, place)))
    return all.flat().toSorted((a, b) => b.at - a.at)
  }

  /** Path of a listed snapshot; throws for any other id. */
  pathOf(id: string): string {
    const [place, name = ''] = id.split('/')
    const target = this.#targets().find((one) => one.place === place)
    if (target === undefined || !isBackupName(name) || id !== `${place}/${name}`) throw new CallError('file-gone')
    return join(target.folder, name)
  }

  /** Makes one when the newest is old and something has changed since. */
  async look(): Promise<void> {
    const { last } = this.#deps.memory.current()
    if (this.#running !== null || this.#closed) return
    if (last !== null && this.#deps.now() - last.at < DUE_MS) return
    try {
      const source = this.#deps.sourceWith(await this.#deps.askPage())
      const nothing = (await source.writers()).every(({ upTo }) => upTo === 0)
      if (nothing || (await sourceFingerprint(source, nodeBackupMachine)) === last?.fingerprint) return
    } catch {
      // What is wrong is told by the making.
    }
    await this.make()
  }

  /** Makes one now; another call meanwhile waits for the same. */
  make(): Promise<SnapshotOutcome> {
    if (this.#running !== null) return this.#running.outcome
    if (this.#closed) return Promise.resolve('stopped')
    const stop = new AbortController()
    const startedAt = this.#deps.now()
    const progress: Running['progress'] = { step: 'writing', share: 0, operations: 0, bytes: 0 }
    const outcome = this.#begin(startedAt, stop.signal)
    this.#running = { outcome, stop, progress, startedAt }
    void this.#tell()
    return outcome
  }

  cancel(): void {
    this.#running?.stop.abort()
  }

  /** Gives up what runs, cleanly, before the app ends. */
  async close(): Promise<void> {
    this.#closed = true
    this.cancel()
    await this.#running?.outcome
  }

  async #begin(at: number, signal: AbortSignal): Promise<SnapshotOutcome> {
    try {
      return await this.#make(at, signal)
    } finally {
      this.#running = null
      await this.#tell()
    }
  }

  /** The chosen folder first. */
  #targets(): Target[] {
    const { memory, ownFolder } = this.#deps
    const { folder } = memory.current()
    const own: Target = { place: 'own', folder: ownFolder }
    return folder === null ? [own] : [{ place: 'chosen', folder }, own]
  }

  async #make(at: number, signal: AbortSignal): Promise<SnapshotOutcome> {
    const { log, askPage, sourceWith } = this.#deps
    let problem: SnapshotProblem | null = null
    try {
      const source = sourceWith(await askPage())
      const fingerprint = await sourceFingerprint(source, nodeBackupMachine)
      for (const target of this.#targets()) {
        const met = await this.#tryAt(target, { source, at, signal })
        if (met === 'stopped') return met
        if (typeof met === 'string') {
          problem = met
          continue
        }
        await this.#keep(target, met, { at, fingerprint, problem: problem ?? null })
        return 'made'
      }
    } catch (error) {
      problem = sqliteCode(error) === null ? 'failed' : 'journal-refused'
    }
    log('snapshot-failed', { code: problem ?? 'failed' })
    this.#notice(problem ?? 'failed')
    return 'failed'
  }

  async #tryAt(
    target: Target,
    { source, at, signal }: { source: BackupSource; at: number; signal: AbortSignal },
  ): Promise<WrittenSnapshot | SnapshotProblem | 'stopped'> {
    const { disk, log, memory } = this.#deps
    try {
      if (target.place === 'own') await makeFolder(target.folder)
      else if (!(await disk.isFolder(target.folder))) return 'folder-missing'
      if ((await disk.freeBytes(target.folder)) < (await this.#needed())) return problemAt(target, 'full')
      const onProgress = (progress: Partial<SnapshotProgress>) => this.#progress(progress)
      return await writeSnapshot(disk, {
        source,
        folder: target.folder,
        at,
        seal: memory.current().seal,
        signal,
        onProgress,
      })
    } catch (error) {
      if (error instanceof BackupStopped) return 'stopped'
      if (error instanceof NotVerified) {
        log('snapshot-not-verified', { place: target.place, code: error.problem.code })
        return problemAt(target, 'damaged')
      }
      if (sqliteCode(error) !== null) throw error
      const code = fileErrorCode(error, process.platform)
      log('snapshot-not-written', { place: target.place, code })
      if (code === 'disk-full') return problemAt(target, 'full')
      if (code === 'platform-failed' && target.place === 'own') throw error
      return code === 'file-gone' && target.place === 'chosen' ? 'folder-missing' : problemAt(target, 'denied')
    }
  }

  /** The last one and a tenth more; before the first, what the stores take. Nothing older is given up for it. */
  async #needed(): Promise<number> {
    const { memory, expectedBytes } = this.#deps
    const { last } = memory.current()
    return last === null ? await expectedBytes() : last.bytes * 1.1
  }

  async #keep(
    target: Target,
    written: WrittenSnapshot,
    { at, fingerprint, problem }: { at: number; fingerprint: string; problem: SnapshotProblem | null },
  ): Promise<void> {
    const { memory, disk, log } = this.#deps
    const { place, folder } = target
    const { name, bytes, operations } = written
    const made = place === 'own' ? memory.current().made : [...memory.current().made, { folder, name, at }]
    memory.update({ last: { at, place, bytes, operations, fingerprint }, made: made.slice(-200) })
    if (problem === null) memory.update({ problem: null })
    else this.#notice(problem)
    log('snapshot-made', { place, bytes, operations })
    const isOurs = (one: string, madeAt: number) =>
      place === 'own' || made.some((known) => known.folder === folder && known.name === one && known.at === madeAt)
    const removed = await removeOldest(disk, folder, isOurs).catch((): string[] => [])
    if (removed.length > 0) log('snapshots-removed', { place, count: removed.length })
  }

  /** Since when: a trouble with the chosen folder that changes its kind is the same trouble. */
  #notice(code: SnapshotProblem): void {
    const { memory, now } = this.#deps
    memory.update({ problem: { code, since: memory.current().problem?.since ?? now() } })
  }

  #progress(progress: Partial<SnapshotProgress>): void {
    if (this.#running === null) return
    Object.assign(this.#running.progress, progress)
    const now = performance.now()
    if (now - this.#toldAt < TELL_MS) return
    this.#toldAt = now
    void this.#tell()
  }

  async #tell(): Promise<void> {
    this.#deps.onChange(await this.state())
  }
}

function problemAt({ place }: Target, what: 'full' | 'denied' | 'damaged'): SnapshotProblem {
  return place === 'own' ? `disk-${what}` : `folder-${what}`
}

/** What a person knows the folder by; a drive's root has only its path. */
export function folderName(path: string): string {
  return basename(path) === '' ? path : basename(path)
}
