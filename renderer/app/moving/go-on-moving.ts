import { failure, success } from '#shared/base/result.ts'
import { z } from '#shared/base/schema.ts'
import { readSealHeader } from '#shared/backup/seal-header.ts'
import { isLoopbackUrl, orderedUrls, urlsForOthers } from '#shared/sync/hub-url.ts'
import { bundleReplySchema } from '#shared/sync/messages/bundle-reply.ts'
import { headsReplySchema } from '#shared/sync/messages/heads.ts'
import { missingBlobsReplySchema } from '#shared/sync/messages/missing-blobs.ts'
import type { HubPlace } from '#shared/sync/messages/moved.ts'
import { MAX_HUB_URLS } from '#shared/sync/protocol-limits.ts'
import {
  forgetMove,
  forgetMoveFile,
  keepMove,
  keepMoveFile,
  readMoveFile,
  type MoveRecord,
  type MoveStep,
} from '#renderer/data/team/move-record.ts'
import { movedRequest } from '#renderer/data/team/join-team.ts'
import { jsonOf } from '#renderer/sync/hub-reply.ts'
import type { TeamSession } from '../team/team-session.ts'
import { compareHubs } from './compare-hubs.ts'
import { HubSide, type SideFault } from './hub-side.ts'
import { failedAt, faultOf, type MoveFault, type MoveParts, type Moved, type MoveWatch } from './move-parts.ts'

/** A team at work is never quite the same at both: after so many times the rest is left to its laptops. */
const MAX_FETCHES = 3

/** What is older may lack an invite that was made meanwhile: operations alone are compared. */
const FRESH_MS = 5 * 60_000

const nothing = z.object({})

type Move = MoveParts & { session: TeamSession; old: HubSide; next: HubSide; watch: MoveWatch }

/**
 * Goes on with a move from where it stopped, after a failure or a restart, and keeps each step that is done. Stops before
 * anyone is told, so that the lead sees the numbers first; `tells`: it goes on to the end, `done`.
 */
export async function goOnMoving(
  parts: MoveParts,
  record: MoveRecord,
  { tells, ...watch }: MoveWatch & { tells: boolean },
): Moved<MoveRecord> {
  const session = parts.team.current().get(record.projectId)
  if (session === undefined || session.link.annotatorId !== record.annotatorId) return failure('no-session')
  const { hub } = parts.team
  const old = new HubSide(hub, session.link, record)
  const next = new HubSide(hub, record.to, record)
  const move: Move = { ...parts, session, old, next, watch }
  let now: MoveRecord = { ...record, fetched: 0 }
  // The old hub told this laptop before the answer to that came back.
  if (session.link.hub === record.to.hub) now.step = 'go'
  else if (now.step === 'tell' && tells) now.step = isFresh(parts, record) ? 'check' : 'fetch'
  while (now.step !== 'done') {
    if (now.step === 'tell' && !tells) return success(now)
    if (watch.signal?.aborted === true) return failure('stopped')
    watch.onProgress?.({ step: now.step, done: 0, total: null })
    const done: Awaited<Moved<MoveRecord>> = await STEPS[now.step](move, now)
    if (!done.ok) return done
    now = done.value
    if (now.step !== 'done') await keepMove(parts.data, now)
  }
  return success(now)
}

function isFresh({ data }: MoveParts, { fetchedAt }: MoveRecord): boolean {
  return fetchedAt !== null && Math.abs(data.clock.now() - fetchedAt) < FRESH_MS
}

type Step = (move: Move, record: MoveRecord) => Moved<MoveRecord>

const STEPS: Readonly<Record<MoveStep, Step>> = {
  keys: handOverKeys,
  fetch: fetchAll,
  send: sendAll,
  check: checkBoth,
  tell: tellLaptops,
  go: goThere,
}

/** Both hubs need the keys: the old one to seal and sign, the new one to open and believe. */
async function handOverKeys({ vault, old, next }: Move, record: MoveRecord): Moved<MoveRecord> {
  const keys = await vault.get(record.projectId)
  if (keys === null) return failure('no-keys-here')
  for (const [side, name] of [
    [old, 'old'],
    [next, 'new'],
  ] as const) {
    const put = await side.ask({ method: 'PUT', path: 'keys', body: keys }, nothing)
    if (!put.ok) return put.error.code === 'exists' ? failure('other-keys') : failedAt(put.error, name)
  }
  return success({ ...record, step: 'fetch' })
}

async function fetchAll({ data, old, watch }: Move, record: MoveRecord): Moved<MoveRecord> {
  const { signal, onProgress } = watch
  const fetched = await old.carry(
    { method: 'GET', path: 'bundles/everything' },
    {
      ...(signal && { signal }),
      onProgress: ({ received, total }) => onProgress?.({ step: 'fetch', done: received, total }),
    },
  )
  if (!fetched.ok)
    return fetched.error.code === 'no-keys' ? success({ ...record, step: 'keys' }) : failedAt(fetched.error, 'old')
  const { body } = fetched.value
  if (!readSealHeader(body).ok) return failure('old-portal')
  const come = { fileBytes: body.length, fetchedAt: data.clock.now(), fetched: record.fetched + 1 }
  const now: MoveRecord = { ...record, step: 'send', ...come }
  try {
    await keepMoveFile(data, now, body)
  } catch (error) {
    if (error instanceof Error && /Quota/.test(`${error.name} ${error.message}`)) return failure('no-room-here')
    throw error
  }
  return success(now)
}

async function sendAll({ data, next, watch }: Move, record: MoveRecord): Moved<MoveRecord> {
  const body = await readMoveFile(data, record.projectId)
  if (body === null) return success({ ...record, step: 'fetch' })
  const { signal, onProgress } = watch
  const sent = await next.carry(
    { method: 'POST', path: 'bundles', body },
    {
      ...(signal && { signal }),
      onProgress: ({ sent: done }) => onProgress?.({ step: 'send', done, total: body.length }),
    },
  )
  if (!sent.ok) return notTaken(sent.error, record)
  const reply = bundleReplySchema.safeParse(jsonOf(sent.value))
  if (!reply.success || reply.data.kind !== 'everything') return failure('new-portal')
  return success({ ...record, step: 'check' })
}

/** What the new hub says of everything; none of it was kept there. */
function notTaken(refusal: SideFault, record: MoveRecord): Awaited<Moved<MoveRecord>> {
  switch (refusal.code) {
    case 'no-keys':
      return success({ ...record, step: 'keys' })
    case 'bad-bundle': {
      const isTorn = refusal.fault?.code === 'damaged' || refusal.fault?.code === 'not-a-bundle'
      // Fetched anew: what lies on this laptop may have been damaged here.
      if (isTorn) return record.fetched < MAX_FETCHES ? success({ ...record, step: 'fetch' }) : failure('damaged')
      return failure(refusal.fault?.code === 'too-large' ? 'too-large' : 'other-keys')
    }
    case 'fork':
    case 'exists':
    case 'gap':
    case 'bad-hash':
      return failure('conflict')
    default:
      return failure(faultOf(refusal, 'new'))
  }
}

/** Nothing may be lost: what both hubs hold is compared by digests, and texts by what either lacks. */
async function checkBoth(move: Move, record: MoveRecord): Moved<MoveRecord> {
  const { data, old, next } = move
  const taken = await takeBackOlderMove(move, record)
  if (taken !== null) return failure(taken)
  const before = await old.ask({ method: 'GET', path: 'heads' }, headsReplySchema)
  if (!before.ok) return failedAt(before.error, 'old')
  const after = await next.ask({ method: 'GET', path: 'heads' }, headsReplySchema)
  if (!after.ok) return failedAt(after.error, 'new')
  const compared = compareHubs(before.value, after.value)
  if (compared.kind === 'differs') return failure('differs')
  if (compared.kind === 'behind' && record.fetched < MAX_FETCHES) return success({ ...record, step: 'fetch' })
  const lacks = await textsLackedOnlyThere(move)
  if (!lacks.ok) return lacks
  if (lacks.value) return record.fetched < MAX_FETCHES ? success({ ...record, step: 'fetch' }) : failure('differs')
  await forgetMoveFile(data, record.projectId)
  return success({ ...record, step: 'tell', numbers: compared.numbers })
}

/** A hub that this team left once says so to every laptop that comes: that is over now. */
async function takeBackOlderMove({ data, next }: Move, record: MoveRecord): Promise<MoveFault | null> {
  const hello = await next.hello()
  if (!hello.ok) return faultOf(hello.error, 'new')
  if (hello.value.hub?.id !== record.to.hub) return 'new-portal'
  if (hello.value.moved === undefined) return null
  const body = await movedRequest(data, record, record.to)
  const told = await next.ask({ method: 'POST', path: 'moved', body }, nothing)
  return told.ok ? null : faultOf(told.error, 'new')
}

async function textsLackedOnlyThere({ old, next }: Move): Moved<boolean> {
  const request = { method: 'GET', path: 'blobs' } as const
  const there = await next.ask(request, missingBlobsReplySchema)
  if (!there.ok) return failedAt(there.error, 'new')
  if (there.value.missing.length === 0) return success(false)
  const here = await old.ask(request, missingBlobsReplySchema)
  if (!here.ok) return failedAt(here.error, 'old')
  return success(there.value.missing.some((name) => !here.value.missing.includes(name)))
}

/** From here on laptops go: the one step that others notice. */
async function tellLaptops({ session, next }: Move, record: MoveRecord): Moved<MoveRecord> {
  const hello = await next.hello()
  if (!hello.ok) return failedAt(hello.error, 'new')
  const { hub, you } = hello.value
  if (hub?.id !== record.to.hub) return failure('new-portal')
  if (you?.role !== 'lead') return failure('not-lead')
  const urls = orderedUrls({ answered: undefined, told: hub.urls ?? [], known: record.to.urls }, MAX_HUB_URLS)
  const others = urlsForOthers(urls)
  const onlyHere = others.every(isLoopbackUrl) && !session.link.urls.every(isLoopbackUrl)
  if (onlyHere) return failure('no-address')
  const place: HubPlace = { ...record.to, urls: [...others] }
  const told = await session.tellMoved(place)
  if (!told.ok) return failedAt({ code: told.error }, 'old')
  const own = [...new Set([...record.to.urls, ...others])].slice(0, MAX_HUB_URLS)
  return success({ ...record, to: { ...record.to, urls: own }, step: 'go' })
}

async function goThere({ data, session }: Move, record: MoveRecord): Moved<MoveRecord> {
  if (!(await session.goTo(record.to))) return failure('new-away')
  await forgetMove(data, record.projectId)
  return success({ ...record, step: 'done' })
}
