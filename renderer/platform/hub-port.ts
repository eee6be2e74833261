import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { HubRequest, HubResponse, HubTransport } from '#renderer/sync/hub-transport.ts'

/** Where a hub may be reached, and by what it is known. */
export type HubAddress = {
  /** Best first. */
  urls: readonly string[]
  /** SPKI hash (hex) of a self-signed certificate, or null. */
  fingerprint: string | null
}

/** `other-key`: someone answered, but not the hub that the code was made at. */
export type HubMeeting = { kind: 'met'; address: HubAddress } | { kind: 'other-key' } | { kind: 'no-answer' }

/** Whose token a request carries. */
export type HubPerson = { projectId: ProjectId; annotatorId: AnnotatorId }

export type EnrolPath = '/v1/enrol' | '/v1/projects' | '/v1/renew'

/** How far a file is on its way, in bytes. `total`: of the answer, null until the hub tells it. */
export type CarryProgress = { sent: number; received: number; total: number | null }

export type CarryWatch = { signal?: AbortSignal; onProgress?: (progress: CarryProgress) => void }

/** The way to hubs. Tokens stay with the machine: the page never sees one. */
export interface HubPort {
  /** Only the hub that serves this page can be reached: so it is in a browser. */
  readonly sameOrigin: boolean
  /** Uses an invite, brings a project, or renews a token by its key; keeps the token that comes back. */
  enrol(address: HubAddress, path: EnrolPath, body: Uint8Array): Promise<HubResponse>
  transport(address: HubAddress, person: HubPerson): HubTransport
  /** A request whose body or answer is a file, up to 200 MB. Rejects when nothing came back or it was stopped. */
  carry(address: HubAddress, asked: { person: HubPerson; request: HubRequest }, watch: CarryWatch): Promise<HubResponse>
  /**
   * Finds the hub of a typed code among addresses, and what it is known by from then on. `start`: how its fingerprint begins
   * (join-code.ts), compared before anything is sent; null = an ordinary certificate.
   */
  meet(urls: readonly string[], start: string | null): Promise<HubMeeting>
}
