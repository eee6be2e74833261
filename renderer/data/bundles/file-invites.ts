import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { makeLongId, type AnnotatorId, type ProjectId, type WriterId } from '#shared/base/ids.ts'
import { z } from '#shared/base/schema.ts'
import type { BundleEnrolment } from '#shared/sync/bundle/manifest.ts'
import { hasProof } from '#shared/sync/key-proof.ts'
import { wireIdSchema } from '#shared/sync/messages/hex.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import type { DataContext } from '../data-context.ts'
import { webCryptoVerifier } from './web-crypto-keys.ts'

/** Half a year: the file may be carried far, and its answers as far back. */
const LIFE_MS = 183 * 24 * 60 * 60 * 1000

const inviteSchema = z.object({
  annotatorId: wireIdSchema<AnnotatorId>(),
  untilAt: z.number(),
  /** The writer that it bound; an invite binds one. */
  usedBy: wireIdSchema<WriterId>().exactOptional(),
})

const keyOf = (projectId: ProjectId, secret: string) =>
  `file-invite/${projectId}/${bytesToHex(sha256(utf8ToBytes(secret)))}`

/** An invite that goes out in a work file. Its secret is told once; only its hash is kept. */
export async function makeFileInvite(
  data: DataContext,
  projectId: ProjectId,
  annotatorId: AnnotatorId,
): Promise<string> {
  const secret: string = makeLongId<AnnotatorId>(data.random)
  const value = { annotatorId, untilAt: data.clock.now() + LIFE_MS }
  await data.db.local.put({ key: keyOf(projectId, secret), value })
  return secret
}

/** Whom an enrolment in a file binds; the reason when nobody. */
export type Enrolling =
  | { kind: 'bound'; writer: WriterId }
  | { kind: 'binds'; writer: WriterId; annotatorId: AnnotatorId; publicKey: Uint8Array }
  | { kind: 'refused'; writer: WriterId; code: 'bad-invite' | 'bad-signature' }

/** Looks at an enrolment, and writes nothing. */
export async function judgeEnrolment(
  data: DataContext,
  projectId: ProjectId,
  enrolment: BundleEnrolment,
): Promise<Enrolling> {
  const publicKey = hexToBytes(enrolment.publicKey)
  const writer = writerIdOf(publicKey)
  if ((await data.db.writers.get(writer)) !== undefined) return { kind: 'bound', writer }
  const request = { project: projectId, ...enrolment }
  if (!(await hasProof(request, { door: 'enrol', project: projectId }, webCryptoVerifier))) {
    return { kind: 'refused', writer, code: 'bad-signature' }
  }
  const row = await data.db.local.get(keyOf(projectId, enrolment.secret))
  const invite = inviteSchema.safeParse(row?.value)
  const isGood =
    invite.success &&
    (invite.data.usedBy === undefined || invite.data.usedBy === writer) &&
    invite.data.untilAt > data.clock.now()
  if (!isGood) return { kind: 'refused', writer, code: 'bad-invite' }
  return { kind: 'binds', writer, annotatorId: invite.data.annotatorId, publicKey }
}

/** Binds the writer by its invite, which is used up. The journal has the binding first. */
export async function bindByInvite(
  data: DataContext,
  projectId: ProjectId,
  { enrolment, binds }: { enrolment: BundleEnrolment; binds: Extract<Enrolling, { kind: 'binds' }> },
): Promise<void> {
  const { writer, annotatorId, publicKey } = binds
  const key = keyOf(projectId, enrolment.secret)
  await data.db.local
    .where('key')
    .equals(key)
    .modify((row) => {
      row.value = { ...(row.value as object), usedBy: writer }
    })
  await data.journal.addWriter({ id: writer, projectId, annotatorId, publicKey, nextSeq: 1, remote: true })
}
