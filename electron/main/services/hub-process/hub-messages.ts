import { z } from '#shared/base/schema.ts'
import { OWN_HUB_PROBLEMS } from '#shared/ipc/own-hub-contract.ts'

/** What the app says to its hub's process. */
export const toHubSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('start'),
    /** Folder of the database, the certificate and the backups. */
    data: z.string(),
    port: z.number().int(),
    version: z.string(),
    /** The app's own pages, for laptops that have only a browser. */
    staticDir: z.string(),
  }),
  /** Finish what is under way, close everything, end. */
  z.object({ kind: z.literal('stop') }),
])
export type ToHub = z.infer<typeof toHubSchema>

const contact = z.object({ annotatorId: z.string(), contactAt: z.number() })

/** What it hears from it. */
export const fromHubSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    hub: z.string(),
    urls: z.array(z.string()),
    fingerprint: z.string(),
    ownerCode: z.string(),
  }),
  /** Again after each change: the addresses of this laptop, and who was in contact in the last day. */
  z.object({ kind: z.literal('present'), urls: z.array(z.string()), people: z.array(contact) }),
  /** It did not start, and ends. `code`: of the system, for the log. */
  z.object({ kind: z.literal('failed'), problem: z.enum(OWN_HUB_PROBLEMS), code: z.string() }),
  /** An entry for the log: ids, codes and times. */
  z.object({ kind: z.literal('log'), event: z.string(), fields: z.record(z.string(), z.unknown()) }),
])
export type FromHub = z.infer<typeof fromHubSchema>
