import type { HubCallPerson } from '#shared/ipc/hub-contract.ts'
import type { Log } from './log.ts'
import { SealedFile, type Sealer } from './sealed-file.ts'

/**
 * Tokens of this laptop at its hubs. Where the system seals nothing they lie open: a token alone forges no answer, since
 * pushes are signed. Where they are lost, people are invited anew.
 */
export class TokenVault {
  readonly #kept: SealedFile

  constructor(file: string, sealer: Sealer, log: Log) {
    this.#kept = new SealedFile(file, sealer, { log, event: 'tokens-not-sealed' })
  }

  /**
   * The token of a person in a project at a hub, or null: the one that was got there, or else the newest, which goes with a
   * team to another hub.
   */
  get(person: HubCallPerson, hub: string): string | null {
    const name = keyAt(person, hub)
    return this.#kept.get(this.#kept.names().includes(name) ? name : keyOf(person))
  }

  /** Whether someone's work in any project is sent from this laptop. */
  knows(annotatorId: string): boolean {
    return this.#kept.names().some((key) => key.split(/[/@]/)[1] === annotatorId)
  }

  /** `hub`: what it is known by, its fingerprint or its address. */
  keep(person: HubCallPerson, hub: string, token: string): void {
    this.#kept.keep(keyOf(person), token)
    this.#kept.keep(keyAt(person, hub), token)
  }
}

const keyOf = ({ projectId, annotatorId }: HubCallPerson) => `${projectId}/${annotatorId}`

const keyAt = (person: HubCallPerson, hub: string) => `${keyOf(person)}@${hub}`
