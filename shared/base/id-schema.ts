import { z } from './schema.ts'

/** Longer than any id of ours (an item's: chunk and number). */
const MAX_ID = 64

/** An id of one kind, as it comes over a border. */
export function idSchema<Id extends string>(): z.ZodType<Id> {
  return z.custom<Id>((value) => typeof value === 'string' && value.length > 0 && value.length <= MAX_ID)
}
