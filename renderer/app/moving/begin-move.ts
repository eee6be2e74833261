import { failure, success } from '#shared/base/result.ts'
import { ensureProjectKeys } from '#renderer/data/bundles/project-keys.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { forgetMove, keepMove, type MoveRecord } from '#renderer/data/team/move-record.ts'
import type { HubAddress } from '#renderer/platform/hub-port.ts'
import { renewToken } from '../team/renew-token.ts'
import type { TeamSession } from '../team/team-session.ts'
import { HubSide } from './hub-side.ts'
import { failedAt, faultOf, type MoveParts, type Moved } from './move-parts.ts'

/**
 * Makes the team's project known at another hub, and remembers from then on that it is on its way there. Nothing changes for
 * anyone: laptops, this one too, go on with the hub they have.
 */
export async function beginMove(
  { data, vault, team }: MoveParts,
  who: Who,
  { address, ownerCode }: { address: HubAddress; ownerCode: string },
): Moved<MoveRecord> {
  const session = team.current().get(who.projectId)
  if (session === undefined) return failure('no-session')
  // First: a hub to which nothing can be brought is not made to know the project.
  const keys = await ensureProjectKeys(data, vault, who)
  if (!keys.ok) return failure(keys.error === 'elsewhere' ? 'no-keys-here' : keys.error)
  const there = await team.whoIsAt(address)
  if (!there.ok) return there.error === 'no-hub' ? failure('new-portal') : failedAt({ code: there.error }, 'new')
  if (there.value === session.link.hub) return failure('same-hub')
  const place = { hub: there.value, urls: [...address.urls], fingerprint: address.fingerprint }
  const known = await team.makeKnownAt(who, address, ownerCode)
  if (!known.ok) {
    if (known.error === 'bad-invite') return failure('bad-code')
    if (known.error !== 'exists') return failedAt({ code: known.error }, 'new')
    // It was there before: a try whose answer was lost, or a team that comes back.
    const ours = await isLedThere({ team, session, place, who })
    if (!ours.ok) return ours
  }
  const record: MoveRecord = {
    ...who,
    from: session.link.hub,
    to: place,
    step: 'keys',
    startedAt: data.clock.now(),
    fileBytes: null,
    fetchedAt: null,
    fetched: 0,
    numbers: null,
  }
  await forgetMove(data, who.projectId)
  await keepMove(data, record)
  return success(record)
}

type There = { team: MoveParts['team']; session: TeamSession; place: MoveRecord['to']; who: Who }

async function isLedThere({ team, session, place, who }: There): Moved<null> {
  const side = new HubSide(team.hub, place, who)
  let hello = await side.hello()
  if (!hello.ok && hello.error.code === 'not-enrolled') {
    if (!(await renewToken(team.hub, { ...session.link, ...place }, session.store))) return failure('exists')
    hello = await side.hello()
  }
  if (!hello.ok) return failure(hello.error.code === 'revoked' ? 'exists' : faultOf(hello.error, 'new'))
  return hello.value.you?.role === 'lead' ? success(null) : failure('exists')
}
