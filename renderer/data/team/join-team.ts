import { bytesToHex } from '@noble/hashes/utils.js'
import { defined } from '#shared/base/assert.ts'
import { makeLongId, type AnnotatorId } from '#shared/base/ids.ts'
import { annotatorSchema } from '#shared/domain/annotator.ts'
import type { Role } from '#shared/domain/project.ts'
import type { Invite } from '#shared/sync/invite-link.ts'
import { withProof } from '#shared/sync/key-proof.ts'
import type { CreateProjectRequest } from '#shared/sync/messages/create-project.ts'
import type { EnrolRequest } from '#shared/sync/messages/enrol.ts'
import type { HubPlace, MovedRequest } from '#shared/sync/messages/moved.ts'
import type { SignBytes } from '#shared/sync/signature-port.ts'
import type { Who } from '../commands/change-project.ts'
import { ensureWriter } from '../commands/ensure-writer.ts'
import { projectDraft } from '../commands/project-drafts.ts'
import { recordOperations } from '../commands/record-operations.ts'
import type { DataContext } from '../data-context.ts'
import { signWith } from '../sync/sign-with.ts'

/** What a laptop says to use an invite. The person becomes a profile here, if they are none yet. */
export async function enrolRequest(data: DataContext, invite: Invite, device: string): Promise<EnrolRequest> {
  const { project, annotatorId, secret } = invite
  await data.serial(() => ensureProfile(data, invite))
  const { publicKey, sign } = await ownKey(data, { projectId: project, annotatorId })
  return withProof({ project, secret, publicKey, device }, { door: 'enrol', project }, sign)
}

/** What the lead's laptop says to bring a project to a hub. */
export async function bringRequest(
  data: DataContext,
  { projectId, annotatorId }: Who,
  { ownerCode, device }: { ownerCode: string; device: string },
): Promise<CreateProjectRequest> {
  const { publicKey, sign } = await ownKey(data, { projectId, annotatorId })
  const { name } = defined(await data.db.annotators.get(annotatorId), 'profile')
  const request = { project: projectId, ownerCode, annotatorId, name, publicKey, device }
  return withProof(request, { door: 'projects', project: projectId }, sign)
}

/** What a lead's laptop says where the team has moved to. */
export async function movedRequest(data: DataContext, who: Who, place: HubPlace): Promise<MovedRequest> {
  const { publicKey, sign } = await ownKey(data, who)
  return withProof({ ...place, publicKey }, { door: 'moved', project: who.projectId }, sign)
}

async function ensureProfile(data: DataContext, { annotatorId, name, colour }: Invite): Promise<void> {
  const known = await data.db.annotators.get(annotatorId)
  if (known && !known.imported) return
  const made = { id: annotatorId, name, colour, pin: null, createdAt: data.clock.now(), imported: false }
  await data.journal.putAnnotator(annotatorSchema.parse(known ? { ...known, imported: false } : made))
}

async function ownKey(data: DataContext, who: Who): Promise<{ publicKey: string; sign: SignBytes }> {
  const id = await data.serial(() => ensureWriter(data, who.projectId, who.annotatorId))
  const { privateKey, publicKey } = defined(await data.db.writers.get(id), 'writer')
  return { publicKey: bytesToHex(publicKey), sign: signWith(defined(privateKey, 'private key')) }
}

export type NewMember = { name: string; role: Role; colour: number }

/** Makes a person known in the project; their id goes into the invite and is the same on every laptop. */
export async function addMember(data: DataContext, who: Who, { name, role, colour }: NewMember): Promise<AnnotatorId> {
  const id = makeLongId<AnnotatorId>(data.random)
  const drafts = [projectDraft('member.set', data.clock.now(), { key: id, value: { role, name: name.trim(), colour } })]
  await data.serial(() => recordOperations(data, { ...who, drafts }))
  return id
}
