import type { z } from '../base/schema.ts'
import { goldValueSchema, isSettled, type GoldValue } from './gold.ts'

/**
 * Value of `gold.show`, key = `<batch>/<person>`: what a person of a training round is shown of the gold of one question
 * once they have answered the item, as it was when it was given.
 */
export const shownGoldSchema = goldValueSchema.pick({ answer: true, note: true })
export type ShownGold = z.infer<typeof shownGoldSchema>

/** What is shown of gold; null where there is nothing to show. */
export function shownGoldOf(gold: GoldValue | null): ShownGold | null {
  if (!isSettled(gold)) return null
  const { answer, note } = gold
  return { answer, ...(note !== undefined && note !== '' && { note }) }
}

/** Reads what a register of shown gold holds; null where this version cannot. */
export function readShownGold(value: unknown): ShownGold | null {
  return shownGoldSchema.safeParse(value).data ?? null
}
