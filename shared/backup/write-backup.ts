import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { ProjectId, WriterId } from '../base/ids.ts'
import type { Annotator } from '../domain/annotator.ts'
import { canonicalJson, type Operation } from '../sync/operation.ts'
import type { JournalWriter } from '../sync/journal-schema.ts'
import { BACKUP_LIMITS, PAGE_TARGET_BYTES } from './backup-limits.ts'
import type { BackupMachine } from './backup-machine.ts'
import {
  BACKUP_FORMAT,
  ENTRY,
  headerLine,
  pageName,
  phaseOf,
  PHASES,
  type BackupEnd,
  type BackupKind,
  type BackupManifest,
  type BackupWriter,
  type LocalRows,
  type Phase,
  type Seal,
} from './backup-schema.ts'
import { ProjectFacts } from './project-facts.ts'
import { sealBytes } from './sealing.ts'
import { TextStripper } from './strip-texts.ts'
import { TAR_END, tarHeader, tarPadding } from './tar-blocks.ts'

/** Where a backup's content comes from: the journal and its files, or IndexedDB and its blobs. */
export interface BackupSource {
  readonly appVersion: string
  /** Writers of the projects that are kept (deleted ones are not), with their greatest seq at this moment. */
  writers(): Promise<(JournalWriter & { upTo: number })[]>
  profiles(): Promise<Annotator[]>
  /** Operations of a writer after `seq`, in order, at most `limit`. */
  operationsAfter(writerId: WriterId, seq: number, limit: number): Promise<Operation[]>
  blob(sha256: string): Promise<Uint8Array | null>
  local(): Promise<LocalRows | null>
}

export type BackupProgress = {
  /** 0 to 1 of the whole work. */
  share: number
  /** Operations and bytes written so far. */
  operations: number
  bytes: number
}

export type BackupOptions = {
  kind: BackupKind
  createdAt: number
  seal: Seal | null
  /** A further recipient of a sealed file: see passingKey. */
  alsoFor?: string
  /** False strips every text of people; for support only. */
  withTexts: boolean
  /** Further documents under support/, by name. */
  support?: ReadonlyMap<string, Uint8Array>
  signal?: { readonly aborted: boolean }
  onProgress?: (progress: BackupProgress) => void
}

/** Thrown when the signal asked for it. */
export class BackupStopped extends Error {}

/** Thrown when what is being written was removed meanwhile: nothing is wrong, it is begun again. */
export class BackupSourceChanged extends Error {}

/**
 * A backup file, piece by piece: whoever takes the pieces decides how fast, and stops by taking no more. Heads are
 * taken first and nothing after them is written, so that the file is of one moment. At most a page or a blob is held.
 */
export async function* writeBackup(
  source: BackupSource,
  machine: BackupMachine,
  options: BackupOptions,
): AsyncGenerator<Uint8Array> {
  const { kind, createdAt, seal } = options
  const header = { nishan: kind, format: BACKUP_FORMAT, createdAt, sealed: seal } as const
  yield utf8ToBytes(headerLine(header, (text) => machine.sha256(utf8ToBytes(text))))
  const archive = new BackupWriting(source, machine, options).pieces()
  const recipients = [seal?.recipient, options.alsoFor].filter((one) => one !== undefined)
  yield* seal === null ? archive : sealBytes(archive, recipients, machine)
}

type WriterPlan = BackupWriter & { projectUpTo: number }

class BackupWriting {
  readonly #source: BackupSource
  readonly #machine: BackupMachine
  readonly #options: BackupOptions
  readonly #stripper: TextStripper | null
  readonly #facts = new Map<ProjectId, ProjectFacts>()
  readonly #end: BackupEnd = { entries: [], operations: 0 }
  #writers: WriterPlan[] = []
  #steps = 0
  #done = 0
  #share = 0
  #bytes = 0

  constructor(source: BackupSource, machine: BackupMachine, options: BackupOptions) {
    this.#source = source
    this.#machine = machine
    this.#options = options
    this.#stripper = options.withTexts ? null : new TextStripper()
  }

  async *pieces(): AsyncGenerator<Uint8Array> {
    const profiles = await this.#source.profiles()
    await this.#survey(profiles)
    const { present, missing } = await this.#surveyBlobs()
    yield this.#document(ENTRY.manifest, this.#manifest(present.length, missing))
    yield this.#document(
      ENTRY.profiles,
      profiles.map((one) => this.#stripper?.profile(one) ?? one),
    )
    for (const sha256 of present) yield await this.#blob(sha256)
    for (const phase of PHASES) yield* this.#pages(phase)
    const local = this.#stripper === null ? await this.#source.local() : null
    if (local !== null) yield this.#document(ENTRY.local, local)
    for (const [name, bytes] of this.#options.support ?? []) yield this.#entry(`${ENTRY.support}${name}`, bytes)
    yield this.#document(ENTRY.end, this.#end)
    this.#options.onProgress?.({ share: 1, operations: this.#end.operations, bytes: this.#bytes })
    yield TAR_END
  }

  /** Reads all once: what the manifest tells, which blobs there are, which ids may be told. */
  async #survey(profiles: readonly Annotator[]): Promise<void> {
    const heads = (await this.#source.writers()).filter(({ upTo }) => upTo > 0)
    this.#writers = heads.map(({ id, projectId, annotatorId, publicKey, upTo, remote }) => ({
      id,
      projectId,
      annotatorId,
      upTo,
      publicKey: bytesToHex(publicKey),
      held: 0,
      ...(remote === true && { remote }),
      projectUpTo: 0,
    }))
    // Read once here, once to write; a blob counts as the page of operations that it costs.
    this.#steps = 2 * heads.reduce((sum, { upTo }) => sum + upTo, 0)
    for (const { id } of profiles) this.#stripper?.learnId(id)
    for (const writer of this.#writers) {
      for (const id of [writer.id, writer.projectId, writer.annotatorId]) this.#stripper?.learnId(id)
      let facts = this.#facts.get(writer.projectId)
      if (facts === undefined) this.#facts.set(writer.projectId, (facts = new ProjectFacts(writer.projectId)))
      for await (const operation of this.#operations(writer, writer.upTo)) {
        writer.held += 1
        if (operation.item === '') writer.projectUpTo = operation.seq
        facts.note(operation, writer)
        this.#stripper?.learn(operation)
      }
    }
  }

  async #surveyBlobs(): Promise<{ present: string[]; missing: string[] }> {
    if (this.#stripper !== null) return { present: [], missing: [] }
    const named = new Set([...this.#facts.values()].flatMap((facts) => [...facts.blobs()]))
    this.#steps += named.size * BACKUP_LIMITS.pageOperations
    const present: string[] = []
    const missing: string[] = []
    for (const sha256 of [...named].sort()) {
      await this.#pause()
      const bytes = await this.#source.blob(sha256)
      // One that is damaged on the laptop would make every backup a damaged one.
      if (bytes !== null && this.#machine.sha256(bytes) === sha256) present.push(sha256)
      else missing.push(sha256)
    }
    return { present, missing }
  }

  #manifest(blobs: number, missingBlobs: string[]): BackupManifest {
    const { createdAt, withTexts } = this.#options
    const projects = [...this.#facts.values()].map((facts) => facts.facts())
    return {
      appVersion: this.#source.appVersion,
      createdAt,
      withTexts,
      projects: projects.map((project) => this.#stripper?.project(project) ?? project),
      writers: this.#writers.map(({ projectUpTo: _own, ...writer }) => writer),
      blobs,
      missingBlobs,
    }
  }

  async #blob(sha256: string): Promise<Uint8Array> {
    await this.#pause()
    const bytes = await this.#source.blob(sha256)
    if (bytes === null || this.#machine.sha256(bytes) !== sha256) throw new BackupSourceChanged(sha256)
    this.#done += BACKUP_LIMITS.pageOperations
    return this.#entry(`${ENTRY.blobs}${sha256}`, bytes)
  }

  async *#pages(phase: Phase): AsyncGenerator<Uint8Array> {
    let number = 0
    const pack = async (writer: WriterPlan, lines: readonly string[]): Promise<Uint8Array> => {
      number += 1
      const head = canonicalJson({ writer: writer.id, project: writer.projectId })
      this.#end.operations += lines.length
      const packed = await this.#machine.gzip(utf8ToBytes(`${[head, ...lines].join('\n')}\n`))
      return this.#entry(pageName(phase, number), packed)
    }
    for (const writer of this.#writers) {
      let lines: string[] = []
      let size = 0
      for await (const operation of this.#operations(writer, phase === 'project' ? writer.projectUpTo : writer.upTo)) {
        if (phaseOf(operation) !== phase) continue
        const line = canonicalJson(this.#stripper?.operation(operation) ?? operation)
        lines.push(line)
        size += line.length
        if (lines.length < BACKUP_LIMITS.pageOperations && size < PAGE_TARGET_BYTES) continue
        yield await pack(writer, lines)
        lines = []
        size = 0
      }
      if (lines.length > 0) yield await pack(writer, lines)
    }
    const expected = this.#writers.reduce((sum, { held }) => sum + held, 0)
    if (phase === 'answers' && this.#end.operations !== expected) throw new BackupSourceChanged('operations')
  }

  /** A writer's operations up to a place, page by page, with turns in between. */
  async *#operations({ id }: { id: WriterId }, upTo: number): AsyncGenerator<Operation> {
    let from = 0
    while (from < upTo) {
      await this.#pause()
      const page = await this.#source.operationsAfter(id, from, BACKUP_LIMITS.pageOperations)
      const last = page.at(-1)
      if (last === undefined) return
      for (const operation of page) if (operation.seq <= upTo) yield operation
      this.#done += last.seq - from
      from = last.seq
    }
  }

  async #pause(): Promise<void> {
    if (this.#options.signal?.aborted) throw new BackupStopped()
    // The number of blobs is known only after the first reading: the share waits rather than goes back.
    if (this.#steps > 0) this.#share = Math.max(this.#share, Math.min(1, this.#done / this.#steps))
    this.#options.onProgress?.({ share: this.#share, operations: this.#end.operations, bytes: this.#bytes })
    await this.#machine.turn()
  }

  #document(name: string, value: unknown): Uint8Array {
    return this.#entry(name, utf8ToBytes(canonicalJson(value)))
  }

  /** Header, content and padding of an entry, noted for the end. */
  #entry(name: string, bytes: Uint8Array): Uint8Array {
    if (name !== ENTRY.end) {
      this.#end.entries.push({ name, bytes: bytes.length, sha256: this.#machine.sha256(bytes) })
    }
    const header = tarHeader(name, bytes.length, this.#options.createdAt)
    const whole = new Uint8Array(header.length + bytes.length + tarPadding(bytes.length))
    whole.set(header)
    whole.set(bytes, header.length)
    this.#bytes += whole.length
    return whole
  }
}

/** What stands for the state of a source: two that are equal have nothing new to back up. */
export async function sourceFingerprint(source: BackupSource, machine: BackupMachine): Promise<string> {
  const heads = Object.fromEntries((await source.writers()).map(({ id, upTo }) => [id, upTo]))
  return machine.sha256(utf8ToBytes(canonicalJson([heads, await source.profiles()])))
}
