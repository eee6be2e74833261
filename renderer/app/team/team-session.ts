import type { AnnotatorId } from '#shared/base/ids.ts'
import { failure, type Result } from '#shared/base/result.ts'
import { z } from '#shared/base/schema.ts'
import { orderedUrls } from '#shared/sync/hub-url.ts'
import { helloReplySchema, type HelloReply } from '#shared/sync/messages/hello.ts'
import type { HubPlace } from '#shared/sync/messages/moved.ts'
import { MAX_HUB_URLS } from '#shared/sync/protocol-limits.ts'
import { mendErasures } from '#renderer/data/erasure/mend-erasures.ts'
import { movedRequest } from '#renderer/data/team/join-team.ts'
import { DexieBlobSource } from '#renderer/data/sync/dexie-blob-source.ts'
import { DexieSyncStore } from '#renderer/data/sync/dexie-sync-store.ts'
import { keepTeamLink, type TeamLink } from '#renderer/data/team/team-links.ts'
import { roleIn, watchTeamNumbers, type TeamNumbers } from '#renderer/data/team/team-numbers.ts'
import type { CarryWatch } from '#renderer/platform/hub-port.ts'
import { blobRound, type BlobProgress } from '#renderer/sync/blob-round.ts'
import { PushSize } from '#renderer/sync/push-size.ts'
import { SyncScheduler, type Schedule, type WakeReason } from '#renderer/sync/scheduler.ts'
import { syncRound, type RoundEnd, type RoundProgress } from '#renderer/sync/sync-round.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'
import type { HubRequest, HubResponse, HubTransport } from '#renderer/sync/hub-transport.ts'
import { askHub, jsonBody } from './ask-hub.ts'
import { renewToken } from './renew-token.ts'
import type { JoinFailure, TeamParts } from './team-parts.ts'

export type TeamStatus = {
  /** False in a tab that only reads: another one speaks with the hub. */
  sends: boolean
  schedule: Schedule
  /** Of the round under way; null between rounds. */
  progress: RoundProgress | null
  /** Texts on their way; null between rounds. */
  texts: BlobProgress | null
  /** Null until they are counted. */
  numbers: TeamNumbers | null
  /** When the hub last answered all that was asked; null = not since the app was opened. */
  contactAt: number | null
  /** Where the hub says that the team has moved to, while this laptop cannot follow; null = nowhere. */
  movedTo: HubPlace | null
}

/** One project of one person and its hub: rounds at the right times, and what the lead asks of the hub. */
export class TeamSession {
  readonly store: SyncStore
  readonly #transport: HubTransport
  readonly #parts: TeamParts
  readonly #scheduler: SyncScheduler
  readonly #size = new PushSize()
  readonly #onChange: () => void
  #link: TeamLink
  /** The address that answered last. */
  #answered: string | undefined
  #stopped = false
  #stopCounting = () => undefined as void
  #status: TeamStatus

  constructor(link: TeamLink, parts: TeamParts, onChange: () => void) {
    this.#link = link
    this.#parts = parts
    this.#onChange = onChange
    this.store = new DexieSyncStore(parts.data, link)
    this.#transport = {
      send: async (request) => {
        const response = await parts.hub.transport(this.#link, link).send(request)
        this.#answered = response.url
        return response
      },
    }
    this.#scheduler = new SyncScheduler(
      () => this.#round(),
      parts.scheduler,
      (schedule) => this.#change({ schedule }),
    )
    this.#status = {
      sends: parts.mayWrite(),
      schedule: this.#scheduler.current(),
      progress: null,
      texts: null,
      numbers: null,
      contactAt: null,
      movedTo: null,
    }
  }

  get link(): TeamLink {
    return this.#link
  }

  get status(): TeamStatus {
    return this.#status
  }

  start(): void {
    this.#stopCounting = watchTeamNumbers(this.#parts.data, this.link, this.store, (numbers) =>
      this.#change({ numbers }),
    )
    this.wake('asked')
  }

  stop(): void {
    this.#stopped = true
    this.#stopCounting()
    this.#scheduler.stop()
  }

  wake(reason: WakeReason): void {
    if (this.#status.sends) this.#scheduler.wake(reason)
  }

  setMetered(metered: boolean): void {
    this.#scheduler.setMetered(metered)
  }

  /** Asks the hub something of this project, in the person's name. */
  async ask<Value>(
    { method, path, body }: { method: HubRequest['method']; path: string; body?: object },
    schema: z.ZodType<Value>,
  ): Promise<Result<Value, JoinFailure>> {
    const request = { method, path: this.#pathOf(path), ...(body && { body: jsonBody(body) }) }
    const asked = await askHub(this.#transport, request, schema)
    return asked.ok ? asked : failure(asked.error.code)
  }

  /** One request under this project's doors, as it comes back; null = nothing did. */
  send(request: HubRequest): Promise<HubResponse | null> {
    return this.#transport.send({ ...request, path: this.#pathOf(request.path) }).catch(() => null)
  }

  /** As `send`, for a file that comes or goes; null = nothing came back, or it was stopped. */
  carry(request: HubRequest, watch: CarryWatch): Promise<HubResponse | null> {
    const asked = { person: this.link, request: { ...request, path: this.#pathOf(request.path) } }
    return this.#parts.hub.carry(this.link, asked, watch).catch(() => null)
  }

  #pathOf(path: string): string {
    return `/v1/projects/${this.link.projectId}/${path}`
  }

  /** An invite for a person whom the hub knows, or comes to know by the round before. */
  async invite<Value>(annotatorId: AnnotatorId, schema: z.ZodType<Value>): Promise<Result<Value, JoinFailure>> {
    const end = await this.#scheduler.roundNow()
    if (end.kind === 'no-network' || end.kind === 'portal') return failure(end.kind)
    if (end.kind === 'refused') return failure(end.code)
    return this.ask({ method: 'POST', path: 'invites', body: { annotatorId } }, schema)
  }

  async #round(): Promise<RoundEnd> {
    let end = await this.#operations()
    // The token is gone, with the cookies of a browser that was cut off or with the keyring: the key says who this is.
    const isUnknown = end.kind === 'refused' && end.code === 'not-enrolled'
    if (isUnknown && (await renewToken(this.#parts.hub, this.link, this.store))) end = await this.#operations()
    // Without it the app still works while it is open.
    if (end.kind === 'done') void this.#parts.keepAppOffline().catch(() => undefined)
    const texts = end.kind === 'done' ? await this.#texts() : end
    const contact = end.kind === 'done' ? { contactAt: this.#parts.scheduler.now() } : {}
    this.#change({ progress: null, ...contact })
    if (end.kind === 'done') this.#parts.onContact?.(this)
    if (this.#status.movedTo !== null && !this.#stopped) await this.#follow(this.#status.movedTo)
    return texts
  }

  async #operations(): Promise<RoundEnd> {
    const { end } = await syncRound(this.store, this.#transport, {
      size: this.#size,
      expectedHub: this.link.hub,
      stopped: () => this.#stopped || !this.#parts.mayWrite(),
      onHello: (hello) => {
        void this.#learnAddresses(hello)
        if (hello.moved?.hub !== this.#status.movedTo?.hub) this.#change({ movedTo: hello.moved ?? null })
      },
      onProgress: (progress) => this.#change({ progress }),
    })
    return end
  }

  /**
   * Goes with the team to another hub once that answers and knows this laptop: its token came there with everything else.
   * Until then the old one goes on to take the work. What the new one lacks is sent to it again, as after a restore.
   */
  async #follow(place: HubPlace): Promise<boolean> {
    if (this.#parts.hub.sameOrigin) return false
    const request = { method: 'GET', path: `/v1/hello?project=${this.#link.projectId}` } as const
    const hello = await askHub(this.#parts.hub.transport(place, this.#link), request, helloReplySchema)
    if (!hello.ok || hello.value.hub?.id !== place.hub || hello.value.you === undefined) return false
    const link = { ...this.#link, ...place }
    await keepTeamLink(this.#parts.data, link)
    this.#link = link
    this.#change({ movedTo: null })
    this.wake('asked')
    return true
  }

  /** As after the hub's own word, for the lead who moved the team; false: the new hub does not answer, or not as ours. */
  async goTo(place: HubPlace): Promise<boolean> {
    // Between rounds: one that is under way speaks with the old hub to its end. It may hear there where to go, too.
    await this.#scheduler.roundNow()
    if (this.#link.hub !== place.hub) return this.#follow(place)
    const urls = [...new Set([...place.urls, ...this.#link.urls])].slice(0, MAX_HUB_URLS)
    this.#link = { ...this.#link, urls }
    await keepTeamLink(this.#parts.data, this.#link)
    return true
  }

  /** Tells the hub that the team has moved, signed with this lead's key; then this laptop goes there too. */
  async tellMoved(place: HubPlace): Promise<Result<object, JoinFailure>> {
    const body = await movedRequest(this.#parts.data, this.#link, place)
    const told = await this.ask({ method: 'POST', path: 'moved', body }, z.object({}))
    if (told.ok) this.wake('asked')
    return told
  }

  /** A hub on a laptop changes its address with every network: what it tells now is kept for the next time. */
  async #learnAddresses({ hub }: HelloReply): Promise<void> {
    const { urls: known } = this.#link
    const urls = orderedUrls({ answered: this.#answered, told: hub?.urls ?? [], known }, MAX_HUB_URLS)
    if (urls.join(' ') === known.join(' ')) return
    this.#link = { ...this.#link, urls }
    // It is told again with the next round.
    await keepTeamLink(this.#parts.data, this.#link).catch(() => undefined)
  }

  /** The texts come and go after the operations. */
  async #texts(): Promise<RoundEnd> {
    // Its operation goes with the next round, which it wakes; the blob it names goes with this one.
    const mayMend = !this.#stopped && this.#parts.mayWrite()
    if (mayMend && (await mendErasures(this.#parts.data, this.link)) > 0) this.wake('asked')
    const { end } = await blobRound(new DexieBlobSource(this.#parts.data, this.link), this.#transport, {
      isLead: (await roleIn(this.#parts.data, this.link)) === 'lead',
      stopped: () => this.#stopped || !this.#parts.mayWrite(),
      onProgress: (texts) => this.#change({ texts }),
    })
    this.#change({ texts: null })
    return end
  }

  #change(change: Partial<TeamStatus>): void {
    this.#status = { ...this.#status, ...change }
    if (!this.#stopped) this.#onChange()
  }
}
