import { z } from '../base/schema.ts'
import { annotatorSchema } from '../domain/annotator.ts'
import { operationSchema } from '../sync/operation-schema.ts'
import { canonicalJson, type Operation } from '../sync/operation.ts'
import { BACKUP_LIMITS } from './backup-limits.ts'
import type { BackupMachine } from './backup-machine.ts'
import {
  endSchema,
  ENTRY,
  localRowsSchema,
  manifestSchema,
  pageHeadSchema,
  pageName,
  phaseOf,
  type BackupEnd,
  type BackupHeader,
  type BackupManifest,
  type Phase,
} from './backup-schema.ts'
import { BackupRefused, type BackupVisitor } from './backup-visitor.ts'

const profilesSchema = z.array(annotatorSchema)

/** Kinds of entries in the order in which they may come, with the most bytes of each. */
const PARTS = [
  { name: ENTRY.manifest, limit: BACKUP_LIMITS.documentBytes },
  { name: ENTRY.profiles, limit: BACKUP_LIMITS.documentBytes },
  { name: ENTRY.blobs, limit: BACKUP_LIMITS.blobBytes },
  { name: ENTRY.project, limit: BACKUP_LIMITS.packedPageBytes },
  { name: ENTRY.answers, limit: BACKUP_LIMITS.packedPageBytes },
  { name: ENTRY.local, limit: BACKUP_LIMITS.documentBytes },
  { name: ENTRY.support, limit: BACKUP_LIMITS.documentBytes },
  { name: ENTRY.end, limit: BACKUP_LIMITS.documentBytes },
] as const

/** Takes the entries of one file in their order, checks each, and gives it to the visitor. */
export class EntryReader {
  readonly createdAt: number
  /** Name of the entry that was begun last. */
  last = ''
  ended = false
  manifest: BackupManifest | null = null
  readonly #machine: BackupMachine
  readonly #header: BackupHeader
  readonly #visitor: BackupVisitor
  readonly #end: BackupEnd = { entries: [], operations: 0 }
  readonly #seqs = new Map<string, Record<Phase, { last: number; count: number }>>()
  #part = -1
  #blobs = 0
  #pages: Record<Phase, number> = { project: 0, answers: 0 }
  #unpacked = 0

  constructor(machine: BackupMachine, header: BackupHeader, visitor: BackupVisitor) {
    this.createdAt = header.createdAt
    this.#machine = machine
    this.#header = header
    this.#visitor = visitor
  }

  /** Before its bytes are read: whether an entry of this name and size may come here. */
  begin(name: string, bytes: number): void {
    this.last = name
    const part = PARTS.findIndex((one) => (one.name.endsWith('/') ? name.startsWith(one.name) : name === one.name))
    const several = PARTS[part]?.name.endsWith('/') === true
    // The manifest and the profiles are always there, each other part may be absent.
    const first = this.#part < 1 ? this.#part + 1 : this.#part + (several ? 0 : 1)
    if (part < first || (this.#part < 1 && part !== first)) throw new BackupRefused('damaged', name)
    this.#part = part
    if (bytes > (PARTS[part]?.limit ?? 0)) throw new BackupRefused('too-large', name)
    if (this.#end.entries.length >= BACKUP_LIMITS.entries) throw new BackupRefused('too-large', name)
  }

  async take(name: string, bytes: Uint8Array): Promise<void> {
    const sha256 = this.#machine.sha256(bytes)
    if (name === ENTRY.end) this.#checkEnd(bytes)
    else this.#end.entries.push({ name, bytes: bytes.length, sha256 })
    if (name === ENTRY.manifest) await this.#takeManifest(bytes)
    else if (name === ENTRY.profiles) await this.#visitor.profiles?.(this.#document(bytes, profilesSchema))
    else if (name.startsWith(ENTRY.blobs)) await this.#takeBlob(name, bytes, sha256)
    else if (name.startsWith(ENTRY.project)) await this.#takePage(name, 'project', bytes)
    else if (name.startsWith(ENTRY.answers)) await this.#takePage(name, 'answers', bytes)
    else if (name === ENTRY.local) await this.#visitor.local?.(this.#document(bytes, localRowsSchema))
    else if (name.startsWith(ENTRY.support)) await this.#visitor.support?.(name.slice(ENTRY.support.length), bytes)
  }

  summary(): { manifest: BackupManifest; operations: number; blobs: number } {
    if (this.manifest === null) throw new Error('Invariant broken: a file without a manifest was read to its end')
    return { manifest: this.manifest, operations: this.#end.operations, blobs: this.#blobs }
  }

  async #takeManifest(bytes: Uint8Array): Promise<void> {
    const manifest = this.#document(bytes, manifestSchema)
    this.manifest = manifest
    if (manifest.createdAt !== this.createdAt) this.#refuse()
    for (const { id } of manifest.writers) {
      this.#seqs.set(id, { project: { last: 0, count: 0 }, answers: { last: 0, count: 0 } })
    }
    await this.#visitor.manifest?.(manifest, this.#header)
  }

  async #takeBlob(name: string, bytes: Uint8Array, sha256: string): Promise<void> {
    if (name !== `${ENTRY.blobs}${sha256}`) this.#refuse()
    this.#blobs += 1
    await this.#visitor.blob?.(sha256, bytes)
  }

  async #takePage(name: string, phase: Phase, packed: Uint8Array): Promise<void> {
    this.#pages[phase] += 1
    if (name !== pageName(phase, this.#pages[phase])) this.#refuse()
    const [head = '', ...lines] = (await this.#unpack(packed)).split('\n')
    if (lines.pop() !== '' || lines.length === 0 || lines.length > BACKUP_LIMITS.pageOperations) this.#refuse()
    const { writer, project } = this.#parse(head, pageHeadSchema)
    if (this.manifest?.writers.find(({ id }) => id === writer)?.projectId !== project) this.#refuse()
    const operations = lines.map((line) => this.#operation(line, writer, phase))
    this.#end.operations += operations.length
    await this.#visitor.operations?.({ writerId: writer, projectId: project, phase, operations })
  }

  async #unpack(packed: Uint8Array): Promise<string> {
    const bytes = await this.#machine.gunzip(packed, BACKUP_LIMITS.pageBytes).catch(() => this.#refuse())
    if (bytes === null) throw new BackupRefused('too-large', this.last)
    this.#unpacked += bytes.length
    if (this.#unpacked > BACKUP_LIMITS.totalBytes) throw new BackupRefused('too-large', this.last)
    return this.#text(bytes)
  }

  #operation(line: string, writer: string, phase: Phase): Operation {
    const operation = this.#parse(line, operationSchema)
    const seqs = this.#seqs.get(writer)?.[phase]
    if (seqs === undefined || operation.seq <= seqs.last || phaseOf(operation) !== phase) this.#refuse()
    seqs.last = operation.seq
    seqs.count += 1
    return operation
  }

  /** The end is what this reader would have written itself, byte for byte; if not, it tells where. */
  #checkEnd(bytes: Uint8Array): void {
    const expected = canonicalJson(this.#end)
    if (this.#text(bytes) !== expected) throw new BackupRefused('damaged', this.#firstDifference(bytes))
    const { manifest } = this
    for (const { id, held, upTo } of manifest?.writers ?? []) {
      const { project, answers } = this.#seqs.get(id) ?? NOTHING
      const last = Math.max(project.last, answers.last)
      if (project.count + answers.count !== held || last > upTo) this.#refuse()
    }
    if (manifest === null || manifest.blobs !== this.#blobs) this.#refuse()
    this.ended = true
  }

  #firstDifference(bytes: Uint8Array): string {
    const told = this.#document(bytes, endSchema).entries
    const { entries } = this.#end
    const place = entries.findIndex((entry, at) => canonicalJson(entry) !== canonicalJson(told[at]))
    return entries[place]?.name ?? told[entries.length]?.name ?? ENTRY.end
  }

  #document<Value>(bytes: Uint8Array, schema: z.ZodType<Value>): Value {
    return this.#parse(this.#text(bytes), schema)
  }

  #parse<Value>(text: string, schema: z.ZodType<Value>): Value {
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      this.#refuse()
    }
    const parsed = schema.safeParse(value)
    return parsed.success ? parsed.data : this.#refuse()
  }

  #text(bytes: Uint8Array): string {
    try {
      return this.#machine.decode(bytes)
    } catch {
      return this.#refuse()
    }
  }

  #refuse(): never {
    throw new BackupRefused('damaged', this.last)
  }
}

const NOTHING = { project: { last: 0, count: 0 }, answers: { last: 0, count: 0 } }
