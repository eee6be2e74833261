import { z } from '../base/schema.ts'

/**
 * Value of `item.erase`: the blob that takes the place of the chunk's. It holds the same items in the same order, the
 * erased ones (this one and all before it) as empty lines, so that no item changes its number.
 */
export const eraseValueSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), bytes: z.number().int().min(1) })
export type EraseValue = z.infer<typeof eraseValueSchema>
