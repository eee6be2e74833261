import { idSchema, z } from '../base/schema.ts'
import type { AnnotatorId, WriterId } from '../base/ids.ts'
import type { Stamp } from '../sync/stamp.ts'

/** One answer that was judged, pinned by the greatest stamp of its registers: what it said then stands in the log. */
const judgedSchema = z.object({
  person: idSchema<AnnotatorId>(),
  stamp: z.tuple([z.number(), idSchema<WriterId>(), z.number()]).readonly(),
})
export type JudgedAnswer = { person: AnnotatorId; stamp: Stamp }

/** `settled`: this is the answer. `unclear`: the guideline does not say. `reopened`: to be settled again. */
export const GOLD_OUTCOMES = ['settled', 'unclear', 'reopened'] as const

/** What was proposed when it was settled, and by which method. */
export const proposalSchema = z.object({
  method: z.enum(['majority', 'dawid-skene']),
  /** 0 to 1. */
  confidence: z.number().min(0).max(1),
  /** Whether the gold answer is the proposed one. */
  taken: z.boolean(),
})

/**
 * Value of `gold.set`: the settled answer of one question of an item (label ids, or spans), and the answers that were
 * judged; none where it was known beforehand. `answer` is null unless the outcome is `settled`.
 */
export const goldValueSchema = z.object({
  answer: z.unknown(),
  from: z.array(judgedSchema),
  /** Absent = settled. */
  outcome: z.enum(GOLD_OUTCOMES).exactOptional(),
  /** `unclear`: heading of the guideline section that does not say; '' = of none. */
  section: z.string().max(200).exactOptional(),
  note: z.string().max(2_000).exactOptional(),
  proposal: proposalSchema.exactOptional(),
})
export type GoldValue = Omit<z.infer<typeof goldValueSchema>, 'from'> & { from: JudgedAnswer[] }

/** Reads what a register of gold holds; null where this version cannot. */
export function goldValueOf(value: unknown): GoldValue | null {
  return (goldValueSchema.safeParse(value).data as GoldValue | undefined) ?? null
}

/** Whether a question of an item needs no decision. */
export function isSettled(value: GoldValue | null): value is GoldValue {
  return value !== null && (value.outcome ?? 'settled') === 'settled'
}

/** Whether the answer was known before anybody answered: what a check item or a training item needs. */
export function isKnownBeforehand(value: GoldValue | null): value is GoldValue {
  return isSettled(value) && value.from.length === 0
}
