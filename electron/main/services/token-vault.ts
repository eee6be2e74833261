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

  /** The token of a person in a project, or null. */
  get(person: HubCallPerson): string | null {
    return this.#kept.get(keyOf(person))
  }

  keep(person: HubCallPerson, token: string): void {
    this.#kept.keep(keyOf(person), token)
  }
}

const keyOf = ({ projectId, annotatorId }: HubCallPerson) => `${projectId}/${annotatorId}`
