import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import type { Invite } from '#shared/sync/invite-link.ts'
import type { JoinCode } from '#shared/sync/join-code.ts'
import { enrolReplySchema, type EnrolReply } from '#shared/sync/messages/enrol.ts'
import { helloReplySchema } from '#shared/sync/messages/hello.ts'
import type { HubPlace } from '#shared/sync/messages/moved.ts'
import { orderedUrls } from '#shared/sync/hub-url.ts'
import { MAX_HUB_URLS } from '#shared/sync/protocol-limits.ts'
import { invitedReplySchema } from '#shared/sync/messages/invited.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { bringRequest, enrolRequest } from '#renderer/data/team/join-team.ts'
import { keepMetered, keepTeamLink, listTeamLinks, readMetered, type TeamLink } from '#renderer/data/team/team-links.ts'
import type { HubAddress, HubPort } from '#renderer/platform/hub-port.ts'
import { jsonOf, refusalIn } from '#renderer/sync/hub-reply.ts'
import type { HubTransport } from '#renderer/sync/hub-transport.ts'
import type { WakeReason } from '#renderer/sync/scheduler.ts'
import { askHub, jsonBody } from './ask-hub.ts'
import type { JoinFailure, TeamParts } from './team-parts.ts'
import { TeamSession } from './team-session.ts'

/** The teams this laptop belongs to: joins them, and keeps a session with the hub for each of the person's projects. */
export class TeamService {
  readonly #parts: TeamParts
  readonly #listeners = new Set<() => void>()
  #sessions: ReadonlyMap<ProjectId, TeamSession> = new Map()
  #person: AnnotatorId | null = null
  #metered = false
  #sends = false

  constructor(parts: TeamParts) {
    this.#parts = parts
  }

  /** The sessions as they are now; a new map after each change, of a session's status too. */
  readonly current = (): ReadonlyMap<ProjectId, TeamSession> => this.#sessions
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  get hub(): HubPort {
    return this.#parts.hub
  }

  get metered(): boolean {
    return this.#metered
  }

  /** Whose projects are kept in step now; null = nobody's. */
  async follow(person: AnnotatorId | null): Promise<void> {
    this.#person = person
    this.#sends = this.#parts.mayWrite()
    for (const session of this.#sessions.values()) session.stop()
    this.#set(new Map())
    if (person === null) return
    this.#metered = await readMetered(this.#parts.data)
    const links = await listTeamLinks(this.#parts.data, person)
    if (this.#person !== person) return
    for (const link of links) this.#begin(link)
  }

  /** Called when the right to write may have changed: only the tab that has it sends. */
  async accessChanged(): Promise<void> {
    if (this.#parts.mayWrite() !== this.#sends) await this.follow(this.#person)
  }

  wake(reason: WakeReason): void {
    for (const session of this.#sessions.values()) session.wake(reason)
  }

  async setMetered(metered: boolean): Promise<void> {
    await keepMetered(this.#parts.data, metered)
    this.#metered = metered
    for (const session of this.#sessions.values()) session.setMetered(metered)
    this.#set(new Map(this.#sessions))
  }

  /** Uses an invite: the project begins to arrive at once. */
  async join(invite: Invite): Promise<Result<TeamLink, JoinFailure>> {
    const address = { urls: invite.urls, fingerprint: invite.fingerprint }
    const found = await this.#hubAt(address, invite.hub)
    if (!found.ok) return found
    const request = await enrolRequest(this.#parts.data, invite, this.#parts.device)
    const who = { projectId: invite.project, annotatorId: invite.annotatorId }
    return this.#enrol(address, who, { path: '/v1/enrol', request })
  }

  /** The invite behind a typed code; `url`: where the hub is, null = at one of the addresses known here. */
  async invited({ fingerprintStart, code }: JoinCode, url: string | null): Promise<Result<Invite, JoinFailure>> {
    const urls = url === null ? await this.#knownUrls(fingerprintStart === null) : [url]
    if (urls.length === 0 && !this.hub.sameOrigin) return failure('no-address')
    const met = await this.hub.meet(urls, fingerprintStart)
    if (met.kind !== 'met') return failure(met.kind === 'other-key' ? 'other-key' : 'no-network')
    const { address } = met
    const request = { method: 'POST', path: '/v1/invited', body: jsonBody({ code }) } as const
    const told = await askHub(this.#asNobody(address), request, invitedReplySchema)
    if (!told.ok) return failure(told.error.code)
    const { name, ...rest } = told.value
    // A person whom the lead gave no name.
    const invite = { v: 1, ...rest, name: name || '؟', secret: code } as const
    return success({ ...invite, urls: [...address.urls], fingerprint: address.fingerprint })
  }

  /**
   * Who is at an address, for a team that has moved there: the place, if that hub has the project and knows this lead by the
   * token of the old one. `not-enrolled`: everything was not brought there yet.
   */
  async placeOf(address: HubAddress, who: Who): Promise<Result<HubPlace, JoinFailure>> {
    const request = { method: 'GET', path: `/v1/hello?project=${who.projectId}` } as const
    const hello = await askHub(this.hub.transport(address, who), request, helloReplySchema)
    if (!hello.ok) return failure(hello.error.code)
    const { hub, you } = hello.value
    if (hub === undefined || you?.role !== 'lead') return failure('no-hub')
    const urls = orderedUrls({ answered: undefined, told: hub.urls ?? [], known: address.urls }, MAX_HUB_URLS)
    return success({ hub: hub.id, urls, fingerprint: address.fingerprint })
  }

  /** Where the hubs of this laptop's teams are; `ordinary`: only those with an ordinary certificate. */
  async #knownUrls(ordinary: boolean): Promise<string[]> {
    const links = await listTeamLinks(this.#parts.data)
    const fitting = links.filter(({ fingerprint }) => (fingerprint === null) === ordinary)
    return [...new Set(fitting.flatMap(({ urls }) => urls))]
  }

  #asNobody(address: HubAddress): HubTransport {
    return this.hub.transport(address, { projectId: '' as ProjectId, annotatorId: '' as AnnotatorId })
  }

  /**
   * Makes a project known at another hub in the lead's name, while this laptop stays where it is; the id of that hub. Its
   * token is kept beside the one of the hub of now.
   */
  async makeKnownAt(who: Who, address: HubAddress, ownerCode: string): Promise<Result<string, JoinFailure>> {
    const request = await bringRequest(this.#parts.data, who, { ownerCode, device: this.#parts.device })
    const reply = await this.#askToEnrol(address, '/v1/projects', request)
    return reply.ok ? success(reply.value.hub) : reply
  }

  /** Who answers at an address; nothing of ours is told to it. */
  whoIsAt(address: HubAddress): Promise<Result<string, JoinFailure>> {
    return this.#hubAt(address, null)
  }

  /** Brings a project of this laptop to a hub; `ownerCode` is what the hub showed when it was started. */
  async bring(who: Who, address: HubAddress, ownerCode: string): Promise<Result<TeamLink, JoinFailure>> {
    const found = await this.#hubAt(address, null)
    if (!found.ok) return found
    const request = await bringRequest(this.#parts.data, who, { ownerCode, device: this.#parts.device })
    const brought = await this.#enrol(address, who, { path: '/v1/projects', request })
    const session = this.#sessions.get(who.projectId)
    if (brought.ok && session !== undefined) this.#parts.onBrought?.(session)
    return brought
  }

  /** Asks who is there before a code is used up: an invite is good for one try. */
  async #hubAt(address: HubAddress, expected: string | null): Promise<Result<string, JoinFailure>> {
    const hello = await askHub(this.#asNobody(address), { method: 'GET', path: '/v1/hello' }, helloReplySchema)
    if (!hello.ok) return failure(hello.error.code === 'no-network' ? 'no-network' : 'portal')
    const { hub } = hello.value
    if (hub === undefined || (expected !== null && hub.id !== expected)) return failure('no-hub')
    return success(hub.id)
  }

  async #enrol(
    address: HubAddress,
    who: Who,
    { path, request }: { path: '/v1/enrol' | '/v1/projects'; request: object },
  ): Promise<Result<TeamLink, JoinFailure>> {
    const reply = await this.#askToEnrol(address, path, request)
    if (!reply.ok) return reply
    const link: TeamLink = {
      ...who,
      hub: reply.value.hub,
      urls: [...address.urls],
      fingerprint: address.fingerprint,
      joinedAt: this.#parts.scheduler.now(),
    }
    await keepTeamLink(this.#parts.data, link)
    if (this.#person === who.annotatorId) this.#begin(link)
    return success(link)
  }

  async #askToEnrol(
    address: HubAddress,
    path: '/v1/enrol' | '/v1/projects',
    request: object,
  ): Promise<Result<EnrolReply, JoinFailure>> {
    const response = await this.#parts.hub.enrol(address, path, jsonBody(request)).catch(() => null)
    if (response === null) return failure('no-network')
    const reply = enrolReplySchema.safeParse(jsonOf(response))
    if (response.status === 201 && reply.success) return success(reply.data)
    return failure(refusalIn(response)?.code ?? 'portal')
  }

  #begin(link: TeamLink): void {
    this.#sessions.get(link.projectId)?.stop()
    const session = new TeamSession(link, this.#parts, () => this.#set(new Map(this.#sessions)))
    this.#set(new Map(this.#sessions).set(link.projectId, session))
    session.setMetered(this.#metered)
    session.start()
  }

  #set(sessions: ReadonlyMap<ProjectId, TeamSession>): void {
    this.#sessions = sessions
    for (const listener of this.#listeners) listener()
  }
}
