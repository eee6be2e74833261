import { sha256 as sha256Of } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import { missingBlobsReplySchema } from '#shared/sync/messages/missing-blobs.ts'
import type { BlobSource, NamedBlob } from './blob-source.ts'
import { endOf, endRefused, jsonOf, refusalIn, RoundOver, sendOrEnd } from './hub-reply.ts'
import type { HubRequest, HubResponse, HubTransport } from './hub-transport.ts'
import type { RoundEnd } from './sync-round.ts'

export type BlobProgress = {
  /** Blobs that were wanted when the round began, those of them that have come, and bytes that came. */
  wanted: number
  fetched: number
  fetchedBytes: number
  /** Blobs handed to the hub. */
  sent: number
  /** Wanted, but the hub has not got them yet. */
  absent: number
}

export type BlobRoundOptions = {
  /** A lead hands over what the hub lacks. */
  isLead: boolean
  onProgress?: (progress: BlobProgress) => void
  /** True ends the round after the request under way; what has come of a blob is kept. */
  stopped?: () => boolean
}

/** Answers to one blob that bring it no further; then the others are tried another time too. */
const MAX_VAIN = 4
const NOTHING = new Uint8Array()

/**
 * Exchanges blobs with the hub, after the operations of a round (sync.md, Network): a lead's first go up, then what is
 * missing here comes down, the most wanted first. A blob counts only when its bytes are what its name says. One that breaks
 * off goes on where it stopped, now or after a restart.
 */
export async function blobRound(
  source: BlobSource,
  transport: HubTransport,
  options: BlobRoundOptions,
): Promise<{ end: RoundEnd; progress: BlobProgress }> {
  const round = new BlobRound(source, transport, options)
  const end = await endOf(() => round.run())
  return { end, progress: round.progress }
}

class BlobRound {
  readonly progress: BlobProgress = { wanted: 0, fetched: 0, fetchedBytes: 0, sent: 0, absent: 0 }
  readonly #source: BlobSource
  readonly #transport: HubTransport
  readonly #options: BlobRoundOptions

  constructor(source: BlobSource, transport: HubTransport, options: BlobRoundOptions) {
    this.#source = source
    this.#transport = transport
    this.#options = options
  }

  async run(): Promise<void> {
    if (this.#options.isLead) await this.#sendMissing()
    const wanted = await this.#source.missing()
    this.progress.wanted = wanted.length
    for (const blob of wanted) {
      if (this.#stopped) return
      await this.#fetch(blob)
    }
  }

  async #sendMissing(): Promise<void> {
    const response = await this.#send({ method: 'GET', path: this.#folder })
    const reply = response.status === 200 ? missingBlobsReplySchema.safeParse(jsonOf(response)) : null
    if (reply?.success !== true) endRefused(response)
    for (const name of reply.data.missing) {
      if (this.#stopped) return
      const body = await this.#source.blob(name)
      if (body === null) continue
      const sent = await this.#send({ method: 'PUT', path: `${this.#folder}/${name}`, body })
      // A blob is not the hub's because someone answers: the next round sees whether it is still missing.
      if (sent.status !== 201) endRefused(sent)
      this.progress.sent += 1
      this.#tell()
    }
  }

  async #fetch(blob: NamedBlob): Promise<void> {
    let part = await this.#source.part(blob.sha256)
    for (let vain = 0; vain < MAX_VAIN && !this.#stopped;) {
      const path = `${this.#folder}/${blob.sha256}`
      const response = await this.#send({ method: 'GET', path, from: part.length })
      if (response.status === 404 && refusalIn(response) !== null) {
        this.progress.absent += 1
        return
      }
      if (response.status !== 200 && response.status !== 206) endRefused(response)
      const before = part.length
      part = grown(part, response)
      if (!looksPacked(part)) throw new RoundOver({ kind: 'portal' })
      this.progress.fetchedBytes += response.body.length
      if (part.length < blob.bytes) {
        if (part.length <= before) vain += 1
        await this.#source.keepPart(blob.sha256, part)
        this.#tell()
        continue
      }
      if (await this.#take(blob, part)) return
      vain += 1
      part = NOTHING
    }
    if (!this.#stopped) throw new RoundOver({ kind: 'portal' })
  }

  /** Keeps a blob that is what its name says; of any other nothing is kept. */
  async #take({ sha256 }: NamedBlob, bytes: Uint8Array): Promise<boolean> {
    const isWhole = bytesToHex(sha256Of(bytes)) === sha256
    if (isWhole) await this.#source.fill(sha256, bytes)
    await this.#source.keepPart(sha256, NOTHING)
    if (isWhole) this.progress.fetched += 1
    this.#tell()
    return isWhole
  }

  #send(request: HubRequest): Promise<HubResponse> {
    return sendOrEnd(this.#transport, request)
  }

  #tell(): void {
    this.#options.onProgress?.({ ...this.progress })
  }

  get #stopped(): boolean {
    return this.#options.stopped?.() ?? false
  }

  get #folder(): string {
    return `/v1/projects/${this.#source.projectId}/blobs`
  }
}

/** 206 goes on where we stopped; 200 is the blob from its first byte. */
function grown(part: Uint8Array, { status, body }: HubResponse): Uint8Array {
  if (status !== 206) return body
  const whole = new Uint8Array(part.length + body.length)
  whole.set(part)
  whole.set(body, part.length)
  return whole
}

/** Blobs are gzip; a page of a captive portal is not. Nothing at all is no sign of one. */
function looksPacked(bytes: Uint8Array): boolean {
  return bytes.length < 2 || (bytes[0] === 0x1f && bytes[1] === 0x8b)
}
