import { z } from '../../base/schema.ts'

/**
 * Every refusal of the hub: a stable code, and what the laptop needs to go on. `seq` is where a fork begins; `upTo` is
 * the last operation the hub holds of the writer (a push must go on from there); `gen` is the hub's present generation;
 * `fault` is why a bundle was refused (bundle-fault.ts).
 */
export const ERROR_CODES = [
  'bad-request',
  'bad-hash',
  'bad-signature',
  'bad-invite',
  'not-enrolled',
  'revoked',
  'forbidden',
  'not-found',
  'method-not-allowed',
  'fork',
  'gap',
  'generation',
  'exists',
  'bad-bundle',
  'no-keys',
  'too-large',
  'unknown-host',
  'foreign-origin',
  'too-old',
  'too-many',
  'disk-full',
  'busy',
  'internal',
] as const
export type ErrorCode = (typeof ERROR_CODES)[number]

export const errorReplySchema = z.object({
  code: z.enum(ERROR_CODES),
  seq: z.number().int().min(1).optional(),
  upTo: z.number().int().min(0).optional(),
  gen: z.string().optional(),
  fault: z.object({ code: z.string(), entry: z.string().optional() }).optional(),
  /** Greatest body in bytes, with `too-large`. */
  max: z.number().int().optional(),
  /** Versions the hub speaks, with `too-old`. */
  protocol: z.object({ min: z.number(), max: z.number() }).optional(),
})
export type ErrorReply = z.infer<typeof errorReplySchema>
