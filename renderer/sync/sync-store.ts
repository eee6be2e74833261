import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { PullPage } from '#shared/sync/pull-body.ts'
import type { SignBytes } from '#shared/sync/signature-port.ts'

/** How this laptop stands with its hub, for one person in one project. */
export type SyncLink = {
  /** Null before the first contact. */
  hub: string | null
  gen: string | null
  /** Where the next pull goes on, sealed by the hub; null = from the beginning. */
  cursor: string | null
}

/** A writer whose operations this laptop may hand over. */
export type OwnWriter = {
  id: WriterId
  annotatorId: AnnotatorId
  publicKey: Uint8Array
  /** Null: the key was lost with an earlier install (a restored backup); what is missing at the hub is issued again. */
  sign: SignBytes | null
  /** Greatest seq on this laptop, 0 = none. */
  upTo: number
  /** The hub has said that it holds 1 … ackedUpTo. */
  ackedUpTo: number
  /**
   * Given up after a fork: a copy of this laptop may go on with it, so nothing new is signed with it here. What it said is
   * handed over again where a hub that was set back lacks it. `upTo` is then how far it is here without a gap.
   */
  givenUp?: true
}

/**
 * What the sync engine asks of this laptop's storage, for one person in one project. Implemented on Dexie and, for the
 * property test, in memory; both run one contract suite.
 */
export interface SyncStore {
  readonly projectId: ProjectId
  link(): Promise<SyncLink>
  /** A hub or a generation not spoken to before: nothing counts as acknowledged, and pulling begins anew. */
  beginLink(hub: string, gen: string): Promise<void>
  writers(): Promise<OwnWriter[]>
  /** Operations of one writer after `seq` in order, at most `limit`. */
  operationsAfter(writer: WriterId, seq: number, limit: number): Promise<Operation[]>
  /** Digest of the writer's operations 1 … upTo (digest.ts). */
  digest(writer: WriterId, upTo: number): Promise<string>
  /** The hub holds 1 … upTo of the writer. Never lowers what is known, unless `exactly`. */
  acknowledge(writer: WriterId, upTo: number, exactly?: boolean): Promise<void>
  /**
   * Applies a page and keeps its cursor, in one transaction. Rows that are there are left alone. One that is there with
   * another content is a fork: nothing is applied, and where it begins is told.
   */
  applyPage(page: PullPage): Promise<{ forks: Fork[] }>
  /**
   * Issues the writer's operations from `from` on again under a new writer of the same person, which is used from now on;
   * nothing new is signed with the old one here. They leave the old writer; counts of time stay as they are. Operations
   * that came by pull only leave, for the laptop that made them says them again itself. Pulling begins anew.
   */
  reissue(fork: Fork): Promise<void>
}

/** Where a writer's operations on this laptop differ from the hub's: another laptop goes on with a copy of the writer. */
export type Fork = { writer: WriterId; from: number }
