import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { SealTarget } from '#shared/backup/sealing.ts'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { BundleFault } from '#shared/sync/bundle/bundle-fault.ts'
import type { BundleJoining } from '#shared/sync/bundle/manifest.ts'
import { answersArchive, workArchive } from '#shared/sync/bundle/write-bundle.ts'
import { inviteReplySchema } from '#shared/sync/messages/invite.ts'
import { publicHalves, signerOf } from '#shared/sync/project-keys.ts'
import type { Receipt } from '#shared/sync/receipt.ts'
import { collectAnswers } from '#renderer/data/bundles/answers-file.ts'
import { makeFileInvite } from '#renderer/data/bundles/file-invites.ts'
import { ensureProjectKeys, publicKeysOf, type NoKeys } from '#renderer/data/bundles/project-keys.ts'
import { webCryptoKeyMachine } from '#renderer/data/bundles/web-crypto-keys.ts'
import { collectWork, joiningFor } from '#renderer/data/bundles/work-file.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import type { FileSink } from '#renderer/platform/platform-port.ts'
import { jsonBody } from '../team/ask-hub.ts'
import type { JoinFailure } from '../team/team-parts.ts'
import type { BundleParts, Watch } from './bundle-parts.ts'

/** A file that is made and not sealed yet. */
export type PreparedFile = {
  archive: Uint8Array
  /** Texts with something in it. */
  texts: number
  operations: number
  /** To whom it is sealed; null = a passphrase is asked. */
  recipient: string | null
  /** Texts that should be in it and are not on this laptop. */
  missing: number
}

export type MakeFault = BundleFault['code'] | NoKeys | JoinFailure | 'nothing' | 'unknown-person'

/** A file of one's answers: those that nobody has acknowledged, or all. */
export async function prepareAnswers(
  { data }: BundleParts,
  who: Who,
  wish: Watch & { all: boolean },
): Promise<Result<PreparedFile, MakeFault>> {
  const collected = await collectAnswers(data, who, wish)
  if (collected === null) return failure('nothing')
  const archive = await answersArchive(collected.content)
  if (!archive.ok) return failure(archive.error.code)
  const { texts, operations } = collected
  const recipient = (await publicKeysOf(data, who.projectId))?.recipient ?? null
  return success({ archive: archive.value, texts, operations, recipient, missing: 0 })
}

export type WorkRequest = { who: Who; person: AnnotatorId; newLaptop: boolean }

/** A work file for one person, by a lead whose laptop has the project's keys. */
export async function prepareWork(
  parts: BundleParts,
  { who, person, newLaptop }: WorkRequest,
  watch: Watch = {},
): Promise<Result<PreparedFile, MakeFault>> {
  const { data, vault } = parts
  const keys = await ensureProjectKeys(data, vault, who)
  if (!keys.ok) return keys
  const known = await joiningFor(data, who.projectId, person)
  if (known === null) return failure('unknown-person')
  let joining: BundleJoining | null = null
  if (newLaptop) {
    const secret = await secretFor(parts, who.projectId, person)
    if (!secret.ok) return secret
    joining = { ...known, secret: secret.value, keys: publicHalves(keys.value) }
  }
  const whose = { projectId: who.projectId, annotatorId: person }
  const work = await collectWork(data, whose, { ...watch, joining })
  if (work === null) return failure('nothing')
  const archive = await workArchive(work.content, signerOf(keys.value, webCryptoKeyMachine))
  if (!archive.ok) return failure(archive.error.code)
  const { texts, missing } = work
  return success({ archive: archive.value, texts, operations: 0, recipient: null, missing })
}

/** Where the project is on a hub, that judges who may join; otherwise this laptop does. */
async function secretFor(
  { data, team }: BundleParts,
  projectId: ProjectId,
  person: AnnotatorId,
): Promise<Result<string, JoinFailure>> {
  const session = team.current().get(projectId)
  if (session === undefined) return success(await makeFileInvite(data, projectId, person))
  const invited = await session.invite(person, inviteReplySchema)
  return invited.ok ? success(invited.value.secret) : invited
}

/** A work file from the hub, for a lead whose laptop has not got the project's keys. */
export async function workFromHub(
  { team }: Pick<BundleParts, 'team'>,
  { who, person }: WorkRequest,
  passphrase: string,
): Promise<Result<Uint8Array, MakeFault>> {
  const session = team.current().get(who.projectId)
  if (session === undefined) return failure('elsewhere')
  const body = jsonBody({ annotatorId: person, passphrase })
  const response = await session.send({ method: 'POST', path: 'bundles/work', body })
  if (response === null) return failure('no-network')
  return response.status === 200 ? success(response.body) : failure('elsewhere')
}

/** Seals a prepared file. */
export async function sealPrepared(
  { seal }: Pick<BundleParts, 'seal'>,
  { archive, recipient }: PreparedFile,
  passphrase: string,
): Promise<Uint8Array> {
  const target: SealTarget = recipient === null ? { passphrase } : { recipients: [recipient] }
  return seal.seal(archive, target)
}

export type SavedFile = { name: string; bytes: number; checked: boolean; reveal: (() => Promise<void>) | null }

/** Writes a file that must be whole: read back and compared before it gets its name, where the platform can. */
export async function saveWhole(sink: FileSink, make: () => Promise<Uint8Array>): Promise<SavedFile> {
  try {
    const bytes = await make()
    await sink.write(bytes)
    const checked = await sink.closeChecked(bytesToHex(sha256(bytes)))
    return { name: sink.name, bytes: bytes.length, checked, reveal: sink.reveal }
  } catch (error) {
    await sink.abort().catch(() => undefined)
    throw error
  }
}

export function receiptBytes(receipt: Receipt): Uint8Array {
  return new TextEncoder().encode(`${JSON.stringify(receipt)}\n`)
}
