import { z } from '../base/schema.ts'
import type { AnnotatorId, ProjectId } from '../base/ids.ts'
import { hexSchema, hubUrlSchema, wireIdSchema } from '../sync/messages/hex.ts'
import { BUNDLE_LIMITS } from '../sync/bundle/bundle-limits.ts'
import { MAX_HUB_URLS } from '../sync/protocol-limits.ts'

/** Addresses of all hubs that a laptop knows, looked at for a typed code. */
export const MAX_MET_URLS = 24
const MAX_REPLY_BYTES = 16 * 1024 * 1024

const bytesUpTo = (most: number) =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= most)

/** Where a hub is and by what it is known; addresses of the invite, best first. */
const address = z.object({
  urls: z.array(hubUrlSchema).max(MAX_HUB_URLS).readonly(),
  fingerprint: hexSchema(32).nullable(),
})

/** Whose token goes with a request: it never leaves the main process. */
const person = z.object({ projectId: wireIdSchema<ProjectId>(), annotatorId: wireIdSchema<AnnotatorId>() })

const request = z.object({
  method: z.enum(['GET', 'POST', 'PUT']),
  path: z
    .string()
    .regex(/^\/v1\/[\w./:?&=%,~-]*$/)
    .max(4000),
  body: bytesUpTo(BUNDLE_LIMITS.fileBytes).exactOptional(),
  /** First byte wanted of a blob. */
  from: z.number().int().min(0).exactOptional(),
})

/** Null: nothing came back. `url`: the address that answered. */
const answer = z
  .object({
    status: z.number().int(),
    body: bytesUpTo(MAX_REPLY_BYTES),
    retryAfterS: z.number().min(0),
    url: z.string(),
  })
  .nullable()

/** One piece of what was carried; as large as a file's. */
export const MAX_CARRIED_PIECE = 16 * 1024 * 1024

const bytesCount = z.number().int().min(0)

/** How far a file is between this laptop and a hub. */
const carried = z.discriminatedUnion('kind', [
  /** `total`: bytes of the answer; null until it is told. */
  z.object({ kind: z.literal('under-way'), sent: bytesCount, received: bytesCount, total: bytesCount.nullable() }),
  /** It is fetched by pieces; `bytes` of it are here. */
  z.object({
    kind: z.literal('answered'),
    status: z.number().int(),
    bytes: bytesCount,
    retryAfterS: z.number().min(0),
  }),
  /** Nothing came back, or it was ended. */
  z.object({ kind: z.literal('failed') }),
])

/** `other-key`: someone answered, but not the hub that the code was made at. */
const meeting = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('met'), url: hubUrlSchema, fingerprint: hexSchema(32) }),
  z.object({ kind: z.literal('other-key') }),
  z.object({ kind: z.literal('no-answer') }),
])

export const HUB_CALLS = {
  /** Uses a code up; the token that comes back is kept here, sealed, and taken out of the answer. */
  'hub.enrol': {
    args: z.tuple([address, z.enum(['/v1/enrol', '/v1/projects', '/v1/renew']), bytesUpTo(64 * 1024)]),
    result: answer,
  },
  /** Looks, by handshakes alone, at which address the hub of a typed code is; the first 50 bits of its fingerprint. */
  'hub.meet': {
    args: z.tuple([z.array(hubUrlSchema).min(1).max(MAX_MET_URLS), z.string().regex(/^[0-9a-z]{10}$/)]),
    result: meeting,
  },
  /**
   * Begins to carry a file to a hub or from it, on a connection of its own; the one before is ended. What is given back names
   * it.
   */
  'hub.carry': { args: z.tuple([address, person, request]), result: z.number().int() },
  'hub.carried': { args: z.tuple([z.number().int()]), result: carried },
  'hub.carriedPiece': { args: z.tuple([z.number().int(), bytesCount]), result: bytesUpTo(MAX_CARRIED_PIECE) },
  /** Breaks it off, or forgets what came. */
  'hub.endCarry': { args: z.tuple([z.number().int()]), result: z.void() },
  /** A request in a person's name; without a person it carries no token. */
  'hub.send': { args: z.tuple([address, person.nullable(), request]), result: answer },
} as const

export type HubCallAddress = z.infer<typeof address>
export type HubCallPerson = z.infer<typeof person>
export type HubCallRequest = z.infer<typeof request>
export type HubMeeting = z.infer<typeof meeting>
export type HubCallAnswer = z.infer<typeof answer>
export type HubCarried = z.infer<typeof carried>
