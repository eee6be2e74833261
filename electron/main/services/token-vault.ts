import { readFileSync } from 'node:fs'
import type { HubCallPerson } from '#shared/ipc/hub-contract.ts'
import type { Log } from './log.ts'
import { writeFileAtomically } from './write-file-atomically.ts'

/** What `safeStorage` gives: the system's own way to seal a small secret for this person's account. */
export type Sealer = {
  isEncryptionAvailable(): boolean
  encryptString(text: string): Buffer
  decryptString(sealed: Buffer): string
  /** On Linux: which keyring; `basic_text` is none. */
  getSelectedStorageBackend?(): string
}

type Kept = Record<string, { sealed: boolean; value: string }>

/**
 * Tokens of this laptop at its hubs, sealed by the system where it can. Where it cannot, they lie open in a file of this
 * account, and the log says so: a token alone forges no answer, since pushes are signed.
 */
export class TokenVault {
  readonly #file: string
  readonly #sealer: Sealer
  readonly #kept: Kept

  constructor(file: string, sealer: Sealer, log: Log) {
    this.#file = file
    this.#sealer = sealer
    this.#kept = readKept(file)
    const backend = process.platform === 'linux' ? (sealer.getSelectedStorageBackend?.() ?? '') : ''
    if (!sealer.isEncryptionAvailable() || backend === 'basic_text') log('tokens-not-sealed', { backend })
  }

  /**
   * The token of a person in a project at a hub, or null: the one that was got there, or else the newest, which goes with a
   * team to another hub. One that the system does not open any more is as good as lost.
   */
  get(person: HubCallPerson, hub: string): string | null {
    const kept = this.#kept[keyAt(person, hub)] ?? this.#kept[keyOf(person)]
    if (kept === undefined) return null
    if (!kept.sealed) return kept.value
    try {
      return this.#sealer.decryptString(Buffer.from(kept.value, 'base64'))
    } catch {
      return null
    }
  }

  /** Whether someone's work in any project is sent from this laptop. */
  knows(annotatorId: string): boolean {
    return Object.keys(this.#kept).some((key) => key.split(/[/@]/)[1] === annotatorId)
  }

  /** `hub`: what it is known by, its fingerprint or its address. */
  keep(person: HubCallPerson, hub: string, token: string): void {
    const sealed = this.#sealer.isEncryptionAvailable()
    const value = sealed ? this.#sealer.encryptString(token).toString('base64') : token
    this.#kept[keyOf(person)] = { sealed, value }
    this.#kept[keyAt(person, hub)] = { sealed, value }
    writeFileAtomically(this.#file, `${JSON.stringify(this.#kept, null, 2)}\n`)
  }
}

const keyOf = ({ projectId, annotatorId }: HubCallPerson) => `${projectId}/${annotatorId}`

const keyAt = (person: HubCallPerson, hub: string) => `${keyOf(person)}@${hub}`

function readKept(file: string): Kept {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch {
    // First start, or a file that cannot be read: people are invited anew.
    return {}
  }
}
