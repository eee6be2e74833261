import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { gzipSync, strFromU8, zipSync, type Zippable } from 'fflate'
import type { AnnotatorId, ProjectId, WriterId } from '../../base/ids.ts'
import { failure, success, type Result } from '../../base/result.ts'
import { sealWhole, type SealTarget } from '../../backup/sealing.ts'
import { EMPTY_DIGEST } from '../digest.ts'
import { canonicalJson, operationHash } from '../operation.ts'
import { PROTOCOL } from '../protocol-version.ts'
import { decodePush } from '../push-body.ts'
import type { SignBytes } from '../signature-port.ts'
import type { BundleFault } from './bundle-fault.ts'
import { BUNDLE_LIMITS } from './bundle-limits.ts'
import { inOrder, runsOf } from './check-content.ts'
import {
  blobName,
  BUNDLE_FORMAT,
  MANIFEST,
  manifestBytes,
  pullName,
  pushName,
  rowsName,
  type BundleEnrolment,
  type BundleSuccessor,
  type BundleJoining,
  type BundleManifest,
  type BundleRun,
  type RowTable,
} from './manifest.ts'

type Place = { projectId: ProjectId; createdAt: number }

/** `pushes`: bodies of pushes, unpacked (push-body.ts). */
export type AnswersContent = Place & {
  pushes: readonly Uint8Array[]
  /** Digest of each writer's operations before the first that is here; needless for those that begin at 1. */
  before?: ReadonlyMap<WriterId, string>
  enrolment?: BundleEnrolment
  successors?: readonly BundleSuccessor[]
}

/** `pages`: of a pull by the person it is for (pull-body.ts), so that no one's answers can be in it but their own. */
export type WorkContent = Place & {
  person: AnnotatorId
  joining?: BundleJoining
  pages: readonly string[]
  blobs: readonly Uint8Array[]
}

export type EverythingContent = Place & {
  rev: number
  lamport: number
  writers: readonly BundleRun[]
  /** Rows as lines of JSON, packed (`packLines`): all texts at once would fill the memory. */
  pages: readonly { table: RowTable; packed: Uint8Array }[]
  blobs: readonly Uint8Array[]
}

type Files = Map<string, Uint8Array>
type Head = Omit<BundleManifest, 'nishan' | 'format' | 'protocol' | 'files' | 'signature'>

type Archive = Promise<Result<Uint8Array, BundleFault>>

/** A bundle of answers. The same content gives the same archive, byte for byte. */
export async function writeAnswers(content: AnswersContent, target: SealTarget): Archive {
  return sealed(await answersArchive(content), target)
}

/** What {@link writeAnswers} seals. */
export async function answersArchive(content: AnswersContent): Archive {
  const { projectId, createdAt, pushes, before, enrolment, successors = [] } = content
  const files: Files = new Map()
  const read = pushes.map((bytes) => {
    const push = decodePush(strFromU8(bytes))
    if (!push.ok) throw new Error('Invariant broken: what is put into a bundle is a push')
    const { writer, from, n } = push.value.header
    const name = pushName(writer, from)
    files.set(name, pack(bytes))
    return { name, writer, from, n, hashes: push.value.operations.map(operationHash) }
  })
  const writers = runsOf(inOrder(read), (writer, from) => (from === 1 ? EMPTY_DIGEST : (before?.get(writer) ?? null)))
  if (writers === null) throw new Error('Invariant broken: the pushes of a writer in a bundle are one run')
  const head: Head = { kind: 'answers', project: projectId, created: createdAt, writers }
  if (enrolment !== undefined) head.enrolment = enrolment
  if (successors.length > 0) head.successors = [...successors]
  return archiveOf(head, files, null)
}

/** A work package of one person, signed by the project's key. */
export async function writeWork(content: WorkContent, out: { target: SealTarget; sign: SignBytes }): Archive {
  return sealed(await workArchive(content, out.sign), out.target)
}

/** What {@link writeWork} seals. */
export async function workArchive(content: WorkContent, sign: SignBytes): Archive {
  const { projectId, createdAt, person, joining, pages, blobs } = content
  const files: Files = new Map(pages.map((page, index) => [pullName(index + 1), packLines(page)]))
  addBlobs(files, blobs)
  const head: Head = { kind: 'work', project: projectId, created: createdAt, writers: [], person }
  if (joining !== undefined) head.joining = joining
  return archiveOf(head, files, sign)
}

/** All that a hub holds of a project, signed by the project's key. */
export async function writeEverything(
  content: EverythingContent,
  out: { target: SealTarget; sign: SignBytes },
): Archive {
  const { projectId, createdAt, rev, lamport, pages, blobs } = content
  const files: Files = new Map(pages.map(({ table, packed }, index) => [rowsName(table, index + 1), packed]))
  addBlobs(files, blobs)
  const writers = [...content.writers]
  const head: Head = { kind: 'everything', project: projectId, created: createdAt, writers, rev, lamport }
  return sealed(await archiveOf(head, files, out.sign), out.target)
}

function addBlobs(files: Files, blobs: readonly Uint8Array[]): void {
  for (const blob of blobs) files.set(blobName(bytesToHex(sha256(blob))), blob)
}

/** A page of lines, packed. */
export function packLines(text: string): Uint8Array {
  return pack(utf8ToBytes(text))
}

/** Packed without a date, so that the same push gives the same file. */
function pack(bytes: Uint8Array): Uint8Array {
  return gzipSync(bytes, { mtime: 0 })
}

async function sealed(archive: Awaited<Archive>, target: SealTarget): Archive {
  if (!archive.ok) return archive
  const bytes = await sealWhole(archive.value, target)
  return bytes.length > BUNDLE_LIMITS.fileBytes ? failure({ code: 'too-large' }) : success(bytes)
}

async function archiveOf(head: Head, files: Files, sign: SignBytes | null): Archive {
  const manifest: BundleManifest = {
    nishan: 'bundle',
    format: BUNDLE_FORMAT,
    protocol: PROTOCOL.max,
    ...head,
    files: [...files].map(([name, bytes]) => ({ name, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) })),
  }
  if (sign !== null) manifest.signature = bytesToHex(await sign(manifestBytes(manifest)))
  const first = utf8ToBytes(canonicalJson(manifest))
  const fault = pastLimits(first, files)
  if (fault !== null) return failure(fault)
  // Stored, not packed again: the files are packed already. The year in which the zip format begins stands for no date.
  const zippable: Zippable = { [MANIFEST]: first }
  for (const [name, bytes] of files) zippable[name] = bytes
  return success(zipSync(zippable, { level: 0, mtime: new Date(1980, 0, 1) }))
}

/** What the reader would refuse is not written: better a word to the writer than to whoever carried it home. */
function pastLimits(manifest: Uint8Array, files: Files): BundleFault | null {
  const { entries, manifestBytes: most, packedBytes, blobBytes, archiveBytes } = BUNDLE_LIMITS
  if (files.size + 1 > entries || manifest.length > most) return { code: 'too-large' }
  let sum = manifest.length
  for (const [name, bytes] of files) {
    sum += bytes.length
    if (bytes.length > (name.endsWith('.gz') ? packedBytes : blobBytes)) return { code: 'too-large', entry: name }
  }
  return sum > archiveBytes ? { code: 'too-large' } : null
}
