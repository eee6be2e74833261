import type { SealKey, SealTarget, UnsealFault } from '#shared/backup/sealing.ts'
import type { Result } from '#shared/base/result.ts'

/** What a key opened: the archive, and which of the keys it was. */
export type Unsealed = { archive: Uint8Array; key: number }

/** Page to worker: one request, one answer. */
export type SealRequest =
  | { kind: 'seal'; archive: Uint8Array; target: SealTarget }
  | { kind: 'unseal'; sealed: Uint8Array; keys: readonly SealKey[] }

export type SealReply =
  | { kind: 'sealed'; bytes: Uint8Array }
  | { kind: 'unsealed'; result: Result<Unsealed, UnsealFault> }
  | { kind: 'failed'; detail: string }

/** Sealing and opening files: a passphrase costs about a second, a large file several. */
export interface SealPort {
  seal(archive: Uint8Array, target: SealTarget, signal?: AbortSignal): Promise<Uint8Array>
  /** Tries the keys one after another. */
  unseal(sealed: Uint8Array, keys: readonly SealKey[], signal?: AbortSignal): Promise<Result<Unsealed, UnsealFault>>
}
