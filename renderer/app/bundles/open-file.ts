import { hexToBytes } from '@noble/hashes/utils.js'
import { readSealHeader } from '#shared/backup/seal-header.ts'
import type { SealKey } from '#shared/backup/sealing.ts'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { BundleFaultCode } from '#shared/sync/bundle/bundle-fault.ts'
import { BUNDLE_LIMITS } from '#shared/sync/bundle/bundle-limits.ts'
import { readArchive, type Bundle } from '#shared/sync/bundle/read-bundle.ts'
import { readInvite, type Invite } from '#shared/sync/invite-link.ts'
import { previewMerge, type MergeReport } from '#renderer/data/bundles/merge-answers.ts'
import { publicKeysOf } from '#renderer/data/bundles/project-keys.ts'
import { receiptClaim } from '#renderer/data/bundles/receipts.ts'
import { previewWork, type WorkSummary } from '#renderer/data/bundles/take-work.ts'
import { webCryptoVerifier } from '#renderer/data/bundles/web-crypto-keys.ts'
import { getProject } from '#renderer/data/queries/projects.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import type { TeamSession } from '../team/team-session.ts'
import type { BundleParts, Watch } from './bundle-parts.ts'

/** Why a file is not taken: what is wrong with it, or that it is not for whoever works here. */
export type OpenFault = BundleFaultCode | 'unknown-project' | 'not-lead' | 'needs-hub' | 'stopped'

export type FileFault = { code: OpenFault; entry?: string }

/** What a file is, and what it would change here. Nothing has been written. */
export type FileContent =
  | { kind: 'receipt'; text: string }
  | { kind: 'invite'; invite: Invite }
  | {
      kind: 'answers'
      projectId: ProjectId
      projectName: string
      bundle: Bundle
      report: MergeReport
      session: TeamSession | null
    }
  | { kind: 'work'; bundle: Bundle; summary: WorkSummary }
  | { kind: 'everything'; projectId: ProjectId; session: TeamSession }
  /** Sealed to keys that are not here but perhaps at a hub of this person's teams. */
  | { kind: 'sealed'; sessions: readonly TeamSession[] }

export type Opening = { sealed: Uint8Array; person: AnnotatorId | null; passphrase: string | null }

const MAX_TEXT_BYTES = 256 * 1024

/** Looks into a file, whatever its name. */
export async function openFile(
  parts: BundleParts,
  opening: Opening,
  watch: Watch = {},
): Promise<Result<FileContent, FileFault>> {
  const { sealed, person, passphrase } = opening
  const plain = readPlain(sealed)
  if (plain !== null) return success(plain)
  if (sealed.length > BUNDLE_LIMITS.fileBytes) return failure({ code: 'too-large' })
  const header = readSealHeader(sealed)
  if (!header.ok) return failure({ code: header.error === 'not-sealed' ? 'not-a-bundle' : header.error })
  try {
    if (header.value === 'key') return await openByKeys(parts, { sealed, person }, watch)
    if (passphrase === null) return failure({ code: 'needs-passphrase' })
    return await openByPassphrase(parts, { sealed, person, passphrase }, watch)
  } catch (error) {
    if (watch.signal?.aborted === true) return failure({ code: 'stopped' })
    throw error
  }
}

/** Receipts and invites are not sealed. */
function readPlain(bytes: Uint8Array): FileContent | null {
  if (bytes.length > MAX_TEXT_BYTES || String.fromCharCode(bytes[0] ?? 0) === 'a') return null
  const text = new TextDecoder().decode(bytes)
  if (receiptClaim(text) !== null) return { kind: 'receipt', text }
  const invite = readInvite(text)
  return invite === null ? null : { kind: 'invite', invite }
}

type Mine = Pick<Opening, 'sealed' | 'person'>

async function openByKeys(parts: BundleParts, { sealed, person }: Mine, watch: Watch) {
  const found = await Promise.all((await parts.vault.projects()).map((id) => parts.vault.get(id)))
  const keys = found.flatMap((one) => one ?? [])
  const tries: SealKey[] = keys.map(({ identity }) => ({ identity }))
  const opened = await parts.seal.unseal(sealed, tries, watch.signal)
  if (!opened.ok) {
    const sessions = await ledSessions(parts)
    const isForOthers = opened.error === 'wrong-key' || opened.error === 'needs-key'
    if (isForOthers && sessions.length > 0) return success<FileContent>({ kind: 'sealed', sessions })
    return failure<FileFault>({ code: opened.error === 'not-sealed' ? 'not-a-bundle' : opened.error })
  }
  const { project, publicKey } = defined(keys[opened.value.key], 'key')
  const reading = { projectId: project, projectKey: hexToBytes(publicKey), verifier: webCryptoVerifier }
  return readContent(
    parts,
    { bundle: await readArchive(opened.value.archive, { ...reading, turn: turnOf(parts, watch) }), person },
    watch,
  )
}

async function openByPassphrase(parts: BundleParts, opening: Mine & { passphrase: string }, watch: Watch) {
  const { sealed, person, passphrase } = opening
  const opened = await parts.seal.unseal(sealed, [{ passphrase }], watch.signal)
  if (!opened.ok) return failure<FileFault>({ code: opened.error === 'not-sealed' ? 'not-a-bundle' : opened.error })
  const bundle = await readArchive(opened.value.archive, {
    projectId: null,
    projectKey: null,
    verifier: webCryptoVerifier,
    mayJoin: true,
    keyOf: async (project) => {
      const keys = await publicKeysOf(parts.data, project)
      return keys === null ? null : hexToBytes(keys.publicKey)
    },
    turn: turnOf(parts, watch),
  })
  return readContent(parts, { bundle, person }, watch)
}

function turnOf(parts: BundleParts, { signal }: Watch): () => Promise<void> {
  return async () => {
    await parts.turn()
    signal?.throwIfAborted()
  }
}

async function readContent(
  parts: BundleParts,
  { bundle: read, person }: { bundle: Awaited<ReturnType<typeof readArchive>>; person: AnnotatorId | null },
  watch: Watch,
): Promise<Result<FileContent, FileFault>> {
  if (!read.ok) return read
  const bundle = read.value
  const { kind, project: projectId } = bundle.manifest
  if (kind === 'work') return success({ kind, bundle, summary: await previewWork(parts.data, bundle) })
  const project = await getProject(parts.data, projectId)
  if (project === null) return failure({ code: 'unknown-project' })
  if (person === null || (await roleIn(parts.data, { projectId, annotatorId: person })) !== 'lead') {
    return failure({ code: 'not-lead' })
  }
  const session = parts.team.current().get(projectId) ?? null
  if (kind === 'everything') {
    return session === null ? failure({ code: 'needs-hub' }) : success({ kind, projectId, session })
  }
  const report = await previewMerge(parts.data, bundle, { ...watch, turn: turnOf(parts, watch) })
  return success({ kind, projectId, projectName: project.name, bundle, report, session })
}

/** The hubs of the projects that the person who works here leads. */
async function ledSessions({ team, data }: BundleParts): Promise<TeamSession[]> {
  const sessions = [...team.current().values()]
  const roles = await Promise.all(sessions.map(({ link }) => roleIn(data, link)))
  return sessions.filter((_, index) => roles[index] === 'lead')
}
