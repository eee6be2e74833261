import { readFileSync } from 'node:fs'
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
 * Small secrets by name, sealed by the system where it can. Where it cannot, they lie open in a file of this account, and
 * the log says so (`event`).
 */
export class SealedFile {
  readonly #file: string
  readonly #sealer: Sealer
  readonly #kept: Kept

  constructor(file: string, sealer: Sealer, { log, event }: { log: Log; event: string }) {
    this.#file = file
    this.#sealer = sealer
    this.#kept = readKept(file)
    const backend = process.platform === 'linux' ? (sealer.getSelectedStorageBackend?.() ?? '') : ''
    if (!sealer.isEncryptionAvailable() || backend === 'basic_text') log(event, { backend })
  }

  names(): string[] {
    return Object.keys(this.#kept)
  }

  /** Null = not there. One that the system does not open any more is as good as lost. */
  get(name: string): string | null {
    const kept = this.#kept[name]
    if (kept === undefined) return null
    if (!kept.sealed) return kept.value
    try {
      return this.#sealer.decryptString(Buffer.from(kept.value, 'base64'))
    } catch {
      return null
    }
  }

  keep(name: string, secret: string): void {
    const sealed = this.#sealer.isEncryptionAvailable()
    const value = sealed ? this.#sealer.encryptString(secret).toString('base64') : secret
    this.#kept[name] = { sealed, value }
    writeFileAtomically(this.#file, `${JSON.stringify(this.#kept, null, 2)}\n`)
  }
}

function readKept(file: string): Kept {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch {
    // First start, or a file that cannot be read.
    return {}
  }
}
