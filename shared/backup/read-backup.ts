import { utf8ToBytes } from '@noble/hashes/utils.js'
import { failure, success, type Result } from '../base/result.ts'
import { canonicalJson } from '../sync/operation.ts'
import { BACKUP_LIMITS } from './backup-limits.ts'
import type { BackupMachine, Bytes } from './backup-machine.ts'
import {
  BACKUP_FORMAT,
  BACKUP_KINDS,
  backupHeaderSchema,
  ENTRY,
  type BackupHeader,
  type BackupManifest,
} from './backup-schema.ts'
import { BackupRefused, type BackupProblem, type BackupVisitor } from './backup-visitor.ts'
import { ByteReader } from './byte-reader.ts'
import { EntryReader } from './read-entries.ts'
import { openSeal, unsealBytes, UnsealError } from './sealing.ts'
import { isZeros, readTarHeader, TAR_BLOCK, TAR_END, tarPadding } from './tar-blocks.ts'

export type BackupSummary = {
  header: BackupHeader
  manifest: BackupManifest
  operations: number
  blobs: number
  /** Bytes read, before they were decrypted. */
  bytes: number
}

export type ReadOptions = {
  /** For a sealed file: the passphrase, or the private key that `openSeal` gave for it (which spares a second's work). */
  key?: { passphrase: string } | { identity: string }
  visitor?: BackupVisitor
  signal?: { readonly aborted: boolean }
  /** Bytes read so far. */
  onProgress?: (bytes: number) => void
}

/**
 * Reads a backup file and proves it whole. A bad file is a Result with a code; what the source or the visitor throws is
 * thrown on.
 */
export function readBackup(
  bytes: Bytes,
  machine: BackupMachine,
  options: ReadOptions = {},
): Promise<Result<BackupSummary, BackupProblem>> {
  return guarded(bytes, async (counted, progress) => {
    const { header, archive } = await open(counted, machine, options.key)
    const entries = new EntryReader(machine, header, options.visitor ?? {})
    await readArchive(archive, entries, () => {
      if (options.signal?.aborted) throw new BackupRefused('stopped', entries.last)
      options.onProgress?.(progress.bytes)
      return machine.turn()
    })
    return { header, ...entries.summary(), bytes: progress.bytes }
  })
}

/** Whether a file is whole, and what it holds: the reader with an empty visitor. */
export const verifyBackup = (
  bytes: Bytes,
  machine: BackupMachine,
  options: Omit<ReadOptions, 'visitor'> = {},
): Promise<Result<BackupSummary, BackupProblem>> => readBackup(bytes, machine, options)

/** Header and manifest alone, from the first bytes of a file; the manifest is null for a sealed file without its key. */
export function peekBackup(
  bytes: Bytes,
  machine: BackupMachine,
  key?: ReadOptions['key'],
): Promise<Result<{ header: BackupHeader; manifest: BackupManifest | null }, BackupProblem>> {
  return guarded(bytes, async (counted) => {
    const reader = new ByteReader(counted)
    if (key === undefined) {
      const header = await readHeader(reader, machine)
      if (header.sealed !== null) return { header, manifest: null }
      return { header, manifest: await firstManifest(reader, header, machine) }
    }
    const { header, archive } = await open(counted, machine, key)
    return { header, manifest: await firstManifest(archive, header, machine) }
  })
}

async function firstManifest(archive: ByteReader, header: BackupHeader, machine: BackupMachine) {
  const entries = new EntryReader(machine, header, {})
  await readEntry(archive, entries)
  return entries.manifest
}

/** Gives the work the source's bytes with their count, turns refusals into Results, and closes the source. */
async function guarded<Value>(
  bytes: Bytes,
  work: (counted: Bytes, progress: { bytes: number }) => Promise<Value>,
): Promise<Result<Value, BackupProblem>> {
  const progress = { bytes: 0 }
  async function* counted(): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      progress.bytes += piece.length
      if (progress.bytes > BACKUP_LIMITS.totalBytes) throw new BackupRefused('too-large')
      yield piece
    }
  }
  const source = counted()
  try {
    return success(await work(source, progress))
  } catch (error) {
    if (error instanceof BackupRefused) return failure(error.problem)
    if (error instanceof UnsealError) return failure({ code: error.sourceEnded ? 'cut-short' : 'damaged', entry: '' })
    throw error
  } finally {
    await source.return(undefined)
  }
}

async function open(
  bytes: Bytes,
  machine: BackupMachine,
  key: ReadOptions['key'],
): Promise<{ header: BackupHeader; archive: ByteReader }> {
  const reader = new ByteReader(bytes)
  const header = await readHeader(reader, machine)
  if (header.sealed === null) return { header, archive: reader }
  if (key === undefined) throw new BackupRefused('needs-passphrase')
  const identity = 'identity' in key ? key.identity : await openSeal(header.sealed, key.passphrase)
  if (identity === null) throw new BackupRefused('wrong-passphrase')
  return { header, archive: new ByteReader(unsealBytes(reader.remaining(), identity, machine)) }
}

const BRACE = '{'.charCodeAt(0)

async function readHeader(reader: ByteReader, machine: BackupMachine): Promise<BackupHeader> {
  const line = await reader.takeLine(BACKUP_LIMITS.headerBytes)
  if (line === null || line[0] !== BRACE) throw new BackupRefused('not-a-backup')
  const header = parseHeader(line, machine)
  const { nishan, format } = header as { nishan?: unknown; format?: unknown }
  const ours = BACKUP_KINDS.some((kind) => kind === nishan)
  if (!ours || typeof format !== 'number') throw new BackupRefused('not-a-backup')
  const { sum, ...rest } = header
  // The first line keeps its form for ever, so that a flipped bit is never taken for a newer format.
  if (sum !== machine.sha256(utf8ToBytes(canonicalJson(rest))).slice(0, 16))
    throw new BackupRefused('damaged', 'header')
  if (format > BACKUP_FORMAT) throw new BackupRefused('newer-format')
  const parsed = backupHeaderSchema.safeParse(rest)
  if (!parsed.success) throw new BackupRefused('damaged', 'header')
  return parsed.data
}

function parseHeader(line: Uint8Array, machine: BackupMachine): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(machine.decode(line))
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>
  } catch {
    // Said below.
  }
  throw new BackupRefused('not-a-backup')
}

async function readArchive(archive: ByteReader, entries: EntryReader, pause: () => Promise<void>): Promise<void> {
  while (!entries.ended) {
    await pause()
    await readEntry(archive, entries)
  }
  const end = await archive.take(TAR_END.length)
  if (end === null) throw new BackupRefused('cut-short', ENTRY.end)
  if (!isZeros(end) || !(await archive.atEnd())) throw new BackupRefused('damaged', ENTRY.end)
}

async function readEntry(archive: ByteReader, entries: EntryReader): Promise<void> {
  const block = await archive.take(TAR_BLOCK)
  if (block === null) throw new BackupRefused('cut-short', entries.last)
  const head = readTarHeader(block, entries.createdAt)
  if (head === null) throw new BackupRefused('damaged', entries.last)
  entries.begin(head.name, head.bytes)
  const bytes = await archive.take(head.bytes)
  const padding = await archive.take(tarPadding(head.bytes))
  if (bytes === null || padding === null) throw new BackupRefused('cut-short', head.name)
  if (!isZeros(padding)) throw new BackupRefused('damaged', head.name)
  await entries.take(head.name, bytes)
}
