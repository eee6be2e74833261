import { z } from 'zod'

// The content security policy forbids eval; without this zod tries it once per process.
z.config({ jitless: true })

export { z }

/** A branded id read as the text it is: what a text may be, `schema` says. */
export const idSchema = <Id extends string>(schema: z.ZodType<string> = z.string()): z.ZodType<Id> =>
  schema as unknown as z.ZodType<Id>
