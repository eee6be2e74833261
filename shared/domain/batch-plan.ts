import { idSchema, z } from '../base/schema.ts'
import type { FieldId } from '../base/ids.ts'
import { itemRunSchema, type ItemRun } from './assignment.ts'

/** Which items a batch takes: parts that are absent ask nothing. */
export const itemWishSchema = z.object({
  /** A field whose text is in this language. */
  text: z
    .object({ field: idSchema<FieldId>(z.string().min(1).max(64)), language: z.string().min(2).max(20) })
    .optional(),
  /** A column of the file that the items came from, and what stands in it. */
  column: z.object({ name: z.string().min(1).max(200), value: z.string().max(400) }).optional(),
})
export type ItemWish = z.infer<typeof itemWishSchema>

/** When fewer than `under` items of a person are unanswered, `more` are given. */
export const topUpRuleSchema = z.object({
  under: z.number().int().min(1).max(10_000),
  more: z.number().int().min(1).max(10_000),
})
export type TopUpRule = z.infer<typeof topUpRuleSchema>

/** Check items of one batch, and items of one training round. */
export const MAX_CHECKS = 500

/** Value of `batch.plan`, key = batch id: how a batch was chosen and how it grows. For leads only. */
export const batchPlanSchema = z.object({
  wish: itemWishSchema,
  /** How many people an item goes to, if it goes to more than one. */
  overlap: z.number().int().min(1).max(1_000),
  /** The share of the items that goes to `overlap` people, the others to one each. Absent = all of them. */
  share: z.number().min(0).max(1).exactOptional(),
  /** Items with gold known beforehand that everyone of the batch gets. */
  checks: z.array(itemRunSchema).max(MAX_CHECKS).exactOptional(),
  /** A training round: the gold of `checks`, which are all its items, is shown after answering. */
  training: z.literal(true).exactOptional(),
  /** Null: nothing is given by itself. */
  topUp: topUpRuleSchema.nullable(),
})
export type BatchPlan = Omit<z.infer<typeof batchPlanSchema>, 'checks'> & { checks?: ItemRun[] }

export function asksNothing({ text, column }: ItemWish): boolean {
  return text === undefined && column === undefined
}
