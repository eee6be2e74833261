import { ownerCodeOf } from '#hub/hub-context.ts'
import { defined } from '#shared/base/assert.ts'
import type { Invite } from '#shared/sync/invite-link.ts'
import { inviteReplySchema } from '#shared/sync/messages/invite.ts'
import { BundleService } from '#renderer/app/bundles/bundle-service.ts'
import type { MoveParts } from '#renderer/app/moving/move-parts.ts'
import { TeamService } from '#renderer/app/team/team-service.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { FileLaptop } from './file-laptop.ts'
import { ManyHubs } from './many-hubs.ts'
import type { HubHost } from '../sync/hub-host.ts'

export const OLD = 'https://old.test'
export const NEW = 'https://new.test'

/** A laptop that knows the way to both hubs; rounds are run when they are asked for. */
export class MovingLaptop {
  readonly laptop: FileLaptop
  readonly line = new ManyHubs()
  readonly #brought: Promise<void>[] = []
  team: TeamService

  constructor(laptop: FileLaptop, hosts: ReadonlyMap<string, HubHost>) {
    this.laptop = laptop
    for (const [url, host] of hosts) this.line.hubs.set(url, host)
    this.team = this.#service()
  }

  #service(): TeamService {
    const bundles = new BundleService(this.laptop.parts)
    return new TeamService({
      data: this.laptop.data,
      hub: this.line,
      mayWrite: () => true,
      device: 'laptop',
      keepAppOffline: () => Promise.resolve(),
      onBrought: (session) => void this.#brought.push(bundles.brought(session)),
      scheduler: {
        now: () => Date.now(),
        random: () => 0.5,
        after(ms, run) {
          const timer = ms === 0 ? setTimeout(run) : undefined
          return () => clearTimeout(timer)
        },
      },
    })
  }

  /** As after the app was closed and opened again: nothing is left but what is stored. */
  async restart(): Promise<void> {
    this.stop()
    this.team = this.#service()
    await this.team.follow(this.laptop.who.annotatorId)
  }

  stop(): void {
    for (const session of this.team.current().values()) session.stop()
  }

  get parts(): MoveParts {
    return { data: this.laptop.data, vault: this.laptop.parts.vault, team: this.team }
  }

  get session(): TeamSession {
    return defined(this.team.current().get(this.laptop.projectId), 'session')
  }

  async bring(host: HubHost, url: string): Promise<void> {
    await this.team.follow(this.laptop.who.annotatorId)
    const brought = await this.team.bring(
      this.laptop.who,
      { urls: [url], fingerprint: null },
      await ownerCodeOf(host.context),
    )
    if (!brought.ok) throw new Error(brought.error)
    await Promise.all(this.#brought)
    await this.round()
  }

  /** Waits for a whole round. */
  async round(): Promise<void> {
    await this.session.invite(this.laptop.who.annotatorId, inviteReplySchema)
  }

  /** Another person joins by an invite of this lead's. */
  async invited(name: string, hosts: ReadonlyMap<string, HubHost>): Promise<MovingLaptop> {
    const person = await this.laptop.addPerson(name)
    const made = await this.session.invite(person, inviteReplySchema)
    if (!made.ok) throw new Error(made.error)
    const { hub, urls, fingerprint } = this.session.link
    const invite: Invite = {
      v: 1,
      project: this.laptop.projectId,
      projectName: 'فصلیں',
      annotatorId: person,
      name,
      colour: 3,
      role: 'annotator',
      secret: made.value.secret,
      hub,
      urls,
      fingerprint,
    }
    const other = new MovingLaptop(new FileLaptop(), hosts)
    other.laptop.projectId = this.laptop.projectId
    other.laptop.person = person
    await other.team.follow(person)
    const joined = await other.team.join(invite)
    if (!joined.ok) throw new Error(joined.error)
    return other
  }
}
