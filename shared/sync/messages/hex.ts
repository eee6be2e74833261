import { idSchema, z } from '../../base/schema.ts'
import { MAX_HUB_URLS } from '../protocol-limits.ts'

/** Lower-case hex of exactly `bytes` bytes. */
export function hexSchema(bytes: number): z.ZodString {
  return z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`))
}

export const sha256Schema = hexSchema(32)

/** Where a hub may be: `https://192.168.1.20:47300`. */
export const hubUrlSchema = z.url({ protocol: /^https?$/ }).max(300)

/** Those of a hub's addresses that a message or an invite can carry, in their order. */
export function tellableUrls(urls: readonly string[]): string[] {
  return urls.filter((url) => hubUrlSchema.safeParse(url).success).slice(0, MAX_HUB_URLS)
}

/** An id of ours as it travels: letters of base32 only, so that it can stand in an address, a cookie's name or a file's. */
export function wireIdSchema<Id extends string>(): z.ZodType<Id> {
  return idSchema<Id>(z.string().regex(/^[0-9a-z]{4,32}$/))
}
