import type { ProjectId } from '#shared/base/ids.ts'

/** A blob that a chunk names, by its SHA-256 (hex), and its size. */
export type NamedBlob = { sha256: string; bytes: number }

/** What the exchange of blobs asks of this laptop's storage, for one person in one project. */
export interface BlobSource {
  readonly projectId: ProjectId
  /** Blobs of chunks whose texts are not here, the most wanted first. */
  missing(): Promise<NamedBlob[]>
  /** What has come of a blob so far; empty = nothing. Kept over restarts. */
  part(sha256: string): Promise<Uint8Array>
  /** Keeps what has come; empty = nothing is kept. */
  keepPart(sha256: string, bytes: Uint8Array): Promise<void>
  /** Keeps a blob that is whole and verified, and fills the chunks that name it. */
  fill(sha256: string, bytes: Uint8Array): Promise<void>
  /** A blob that is here, or null. */
  blob(sha256: string): Promise<Uint8Array | null>
}
