import { parseHave } from '#shared/sync/have-param.ts'
import { addWriterRequestSchema } from '#shared/sync/messages/add-writer.ts'
import { createProjectRequestSchema } from '#shared/sync/messages/create-project.ts'
import { enrolRequestSchema } from '#shared/sync/messages/enrol.ts'
import { sha256Schema } from '#shared/sync/messages/hex.ts'
import { inviteRequestSchema } from '#shared/sync/messages/invite.ts'
import { invitedRequestSchema } from '#shared/sync/messages/invited.ts'
import type { MissingBlobsReply } from '#shared/sync/messages/missing-blobs.ts'
import { movedRequestSchema } from '#shared/sync/messages/moved.ts'
import { quarantineDecisionSchema } from '#shared/sync/messages/quarantine.ts'
import { renewRequestSchema } from '#shared/sync/messages/renew.ts'
import { revokeRequestSchema } from '#shared/sync/messages/revoke.ts'
import { MAX_PULL_OPERATIONS } from '#shared/sync/protocol-limits.ts'
import { ROLES } from '#shared/domain/project.ts'
import { ingestPush } from '../ingest/ingest-push.ts'
import { listAudit } from '../services/audit-log.ts'
import { getBlob, missingBlobs, putBlob } from '../services/blobs.ts'
import { addWriter, createProject, enrol, makeInvite } from '../services/enrolment.ts'
import { waitingIn } from '../services/contacts.ts'
import { whoIsInvited } from '../services/invite-codes.ts'
import { tellMoved } from '../services/moves.ts'
import { allHeads, listPeople, revokeLaptop } from '../services/people.ts'
import { pullPage } from '../services/pull-page.ts'
import { renewToken } from '../services/renewal.ts'
import { decideQuarantine, listQuarantine } from '../services/quarantine.ts'
import { BUNDLE_ROUTES } from './bundle-routes.ts'
import { refuse, type HubRoute } from './hub-route.ts'
import { jsonOf, textOf } from './read-body.ts'

const PROJECT = '/v1/projects/:project'
const LEADS = ['lead'] as const
/** A page of a pull, unpacked, unless the laptop asks for less: about 16 kB packed. */
const PULL_BYTES = 128 * 1024
const MAX_PULL_BYTES = 4 * 1024 * 1024

const doors: readonly HubRoute[] = [
  {
    method: 'POST',
    path: '/v1/projects',
    what: 'bring a project to this hub',
    open: true,
    async handle({ hub, body }) {
      const request = jsonOf(body, createProjectRequestSchema)
      if (!request.ok) return refuse(request.error)
      const made = await createProject(hub, request.value)
      return made.ok ? { status: 201, enrolled: made.value } : refuse(made.error)
    },
  },
  {
    method: 'POST',
    path: '/v1/enrol',
    what: 'use an invite',
    open: true,
    async handle({ hub, body }) {
      const request = jsonOf(body, enrolRequestSchema)
      if (!request.ok) return refuse(request.error)
      const enrolled = await enrol(hub, request.value)
      return enrolled.ok ? { status: 201, enrolled: enrolled.value } : refuse(enrolled.error)
    },
  },
  {
    method: 'POST',
    path: '/v1/renew',
    what: 'get a new token by a key that is bound',
    open: true,
    async handle({ hub, body }) {
      const request = jsonOf(body, renewRequestSchema)
      if (!request.ok) return refuse(request.error)
      const renewed = await renewToken(hub, request.value)
      return renewed.ok ? { status: 201, enrolled: renewed.value } : refuse(renewed.error)
    },
  },
  {
    method: 'POST',
    path: '/v1/invited',
    what: 'ask whom a typed code is for',
    open: true,
    async handle({ hub, body }) {
      const request = jsonOf(body, invitedRequestSchema)
      if (!request.ok) return refuse(request.error)
      const invited = await whoIsInvited(hub, request.value.code)
      return invited === null ? refuse('bad-invite') : { status: 200, json: invited }
    },
  },
]

const sync: readonly HubRoute[] = [
  {
    method: 'POST',
    path: `${PROJECT}/push`,
    what: 'hand over operations',
    takes: 'push',
    open: false,
    roles: ROLES,
    async handle({ hub, projectId, caller, query, body }) {
      const text = textOf(body)
      if (text === null) return refuse('bad-request')
      const pushed = await ingestPush(hub, projectId, text, { ...caller, waiting: waitingIn(query['waiting']) })
      return pushed.ok ? { status: 201, json: pushed.value } : { refusal: pushed.error }
    },
  },
  {
    method: 'GET',
    path: `${PROJECT}/pull`,
    what: 'fetch operations one may see',
    open: false,
    roles: ROLES,
    async handle({ hub, projectId, caller, query }) {
      const have = parseHave(query['have'] ?? '')
      if (have === null) return refuse('bad-request')
      const { annotatorId, role } = caller
      const lines = await pullPage(hub, {
        projectId,
        annotatorId,
        role,
        have,
        cursor: query['cursor'] ?? null,
        limit: numberOf(query['limit'], MAX_PULL_OPERATIONS),
        maxBytes: Math.min(numberOf(query['bytes'], PULL_BYTES), MAX_PULL_BYTES),
      })
      return { status: 200, lines }
    },
  },
  {
    method: 'POST',
    path: `${PROJECT}/writers`,
    what: 'bind another writer',
    open: false,
    roles: ROLES,
    async handle({ hub, caller, body }) {
      const request = jsonOf(body, addWriterRequestSchema)
      if (!request.ok) return refuse(request.error)
      const writer = await addWriter(hub, caller, request.value)
      return writer.ok ? { status: 201, json: { writer: writer.value } } : refuse(writer.error)
    },
  },
]

const blobs: readonly HubRoute[] = [
  {
    method: 'GET',
    path: `${PROJECT}/blobs/:sha`,
    what: 'fetch texts',
    open: false,
    roles: ROLES,
    async handle({ hub, projectId, params, rangeFrom }) {
      const sha = sha256Schema.safeParse(params['sha'])
      const bytes = sha.success ? await getBlob(hub, projectId, sha.data) : null
      if (bytes === null) return refuse('not-found')
      const from = rangeFrom < bytes.length ? rangeFrom : 0
      return { status: from > 0 ? 206 : 200, bytes: bytes.subarray(from), from, total: bytes.length }
    },
  },
  {
    method: 'PUT',
    path: `${PROJECT}/blobs/:sha`,
    what: 'hand over texts',
    takes: 'blob',
    open: false,
    roles: LEADS,
    async handle({ hub, projectId, params, body }) {
      const sha = sha256Schema.safeParse(params['sha'])
      if (!sha.success) return refuse('bad-request')
      const put = await putBlob(hub, projectId, sha.data, body)
      return put.ok ? { status: 201, json: {} } : refuse(put.error)
    },
  },
  {
    method: 'GET',
    path: `${PROJECT}/blobs`,
    what: 'list texts the hub has not got',
    open: false,
    roles: LEADS,
    async handle({ hub, projectId }) {
      return { status: 200, json: { missing: await missingBlobs(hub, projectId) } satisfies MissingBlobsReply }
    },
  },
]

const lead: readonly HubRoute[] = [
  {
    method: 'GET',
    path: `${PROJECT}/people`,
    what: 'list people and their laptops',
    open: false,
    roles: LEADS,
    handle: async ({ hub, caller }) => ({ status: 200, json: await listPeople(hub, caller) }),
  },
  {
    method: 'GET',
    path: `${PROJECT}/heads`,
    what: 'tell how much is here of everyone',
    open: false,
    roles: LEADS,
    handle: async ({ hub, caller }) => ({ status: 200, json: await allHeads(hub, caller) }),
  },
  {
    method: 'POST',
    path: `${PROJECT}/invites`,
    what: 'invite a person',
    open: false,
    roles: LEADS,
    async handle({ hub, caller, body }) {
      const request = jsonOf(body, inviteRequestSchema)
      if (!request.ok) return refuse(request.error)
      const invite = await makeInvite(hub, caller, request.value.annotatorId)
      return invite.ok ? { status: 201, json: invite.value } : refuse(invite.error)
    },
  },
  {
    method: 'POST',
    path: `${PROJECT}/moved`,
    what: 'tell where the team has moved to',
    open: false,
    roles: LEADS,
    async handle({ hub, caller, body }) {
      const request = jsonOf(body, movedRequestSchema)
      if (!request.ok) return refuse(request.error)
      const told = await tellMoved(hub, caller, request.value)
      return told.ok ? { status: 200, json: {} } : refuse(told.error)
    },
  },
  {
    method: 'POST',
    path: `${PROJECT}/revoke`,
    what: 'shut a laptop out',
    open: false,
    roles: LEADS,
    async handle({ hub, caller, body }) {
      const request = jsonOf(body, revokeRequestSchema)
      if (!request.ok) return refuse(request.error)
      const revoked = await revokeLaptop(hub, caller, request.value.laptop)
      return revoked.ok ? { status: 200, json: {} } : refuse(revoked.error)
    },
  },
  {
    method: 'GET',
    path: `${PROJECT}/quarantine`,
    what: 'list operations kept back',
    open: false,
    roles: LEADS,
    handle: async ({ hub, caller }) => ({ status: 200, json: await listQuarantine(hub, caller) }),
  },
  {
    method: 'POST',
    path: `${PROJECT}/quarantine`,
    what: 'decide on an operation kept back',
    open: false,
    roles: LEADS,
    async handle({ hub, caller, body }) {
      const request = jsonOf(body, quarantineDecisionSchema)
      if (!request.ok) return refuse(request.error)
      const decided = await decideQuarantine(hub, caller, request.value)
      return decided.ok ? { status: 200, json: {} } : refuse(decided.error)
    },
  },
]

const audit: readonly HubRoute[] = [
  {
    method: 'GET',
    path: `${PROJECT}/audit`,
    what: 'read the audit log',
    open: false,
    roles: LEADS,
    async handle({ hub, projectId, query }) {
      const before = query['before'] === undefined ? null : /^(\d{1,15}):([0-9a-z]{1,32})$/.exec(query['before'])
      if (before === null && query['before'] !== undefined) return refuse('bad-request')
      const place = before?.[1] && before[2] ? { at: Number(before[1]), id: before[2] } : null
      return { status: 200, json: await listAudit(hub, projectId, place) }
    },
  },
]

/** Every door that reads or changes a project. */
export const HUB_ROUTES: readonly HubRoute[] = [...doors, ...sync, ...blobs, ...lead, ...audit, ...BUNDLE_ROUTES]

function numberOf(text: string | undefined, otherwise: number): number {
  const value = Number(text)
  return text !== undefined && Number.isInteger(value) && value > 0 ? value : otherwise
}
