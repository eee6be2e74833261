import { z } from '../base/schema.ts'
import { hexSchema, hubUrlSchema } from '../sync/messages/hex.ts'
import { MAX_HUB_URLS } from '../sync/protocol-limits.ts'

/**
 * Why this laptop's hub does not run. `folder-locked`: another program has its folder open; `newer`: a later version of the
 * app wrote there; `torn-restore`: a restore was cut short; `crashed`: it ended by itself.
 */
export const OWN_HUB_PROBLEMS = [
  'port-taken',
  'folder-locked',
  'folder-denied',
  'disk-full',
  'newer',
  'torn-restore',
  'damaged',
  'crashed',
  'failed',
] as const
export type OwnHubProblem = (typeof OWN_HUB_PROBLEMS)[number]

const count = z.number().int().min(0)

const running = z.object({
  kind: z.literal('on'),
  /** The hub's id. */
  hub: z.string(),
  /** Where other laptops reach it now, best first; none = this laptop is in no network. */
  urls: z.array(hubUrlSchema).max(MAX_HUB_URLS),
  /** Where this laptop reaches it, whatever the network. */
  ownUrl: hubUrlSchema,
  fingerprint: hexSchema(32),
  /** Brings a project here; whoever sits at this laptop may have it. */
  ownerCode: z.string(),
  /** Other people who were in contact: in the last quarter of an hour, and in the last day. */
  people: z.object({ lately: count, today: count }),
})

export const ownHubStateSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('off') }),
  z.object({ kind: z.literal('starting') }),
  running,
  /** Finishes the requests under way. */
  z.object({ kind: z.literal('stopping') }),
  /** Switched on, and not running; `nextAt`: when it is started again, null = only when asked. */
  z.object({ kind: z.literal('failed'), problem: z.enum(OWN_HUB_PROBLEMS), nextAt: z.number().nullable() }),
])
export type OwnHubState = z.infer<typeof ownHubStateSchema>
export type RunningHub = z.infer<typeof running>

export const OWN_HUB_CALLS = {
  'ownHub.state': { args: z.tuple([]), result: ownHubStateSchema },
  /** Switches the hub on or off, and remembers it for the next start; on while it failed = tries again now. */
  'ownHub.switch': { args: z.tuple([z.boolean()]), result: z.void() },
} as const

export const OWN_HUB_EVENTS = { 'ownHub.changed': ownHubStateSchema } as const
