import { idSchema, z } from '../base/schema.ts'
import type { LabelId } from '../base/ids.ts'

/** Label colours are numbers into the palette of tokens.css: 1 to 12, a 13th repeats 1 with a dotted line. */
export const PALETTE_SIZE = 12

export const labelSchema = z.object({
  id: idSchema<LabelId>(z.string().min(1)),
  name: z.string().min(1),
  /** Name shown in the English interface; empty = the name above. */
  nameEn: z.string(),
  colour: z.number().int().min(1),
  /** `KeyboardEvent.code`, or null: given in order through all questions of the task. */
  hotkey: z.string().nullable(),
  description: z.string(),
  example: z.string(),
  /** Parent in a nested list, null at the top. */
  parent: idSchema<LabelId>().nullable(),
  /** Deleted after use: gone from the palette, its answers kept, shown and exported as retired. */
  retired: z.boolean(),
})

export type Label = z.infer<typeof labelSchema>

/** 1 to 12: the palette entry a colour number draws with. */
export function paletteColour(colour: number): number {
  return ((colour - 1) % PALETTE_SIZE) + 1
}

/** Labels 1 to 6 are solid, 7 to 12 dashed, a repeated palette dotted: colour is never the only sign. */
export function labelLine(colour: number): 'solid' | 'dashed' | 'dotted' {
  if (colour > PALETTE_SIZE) return 'dotted'
  return colour > 6 ? 'dashed' : 'solid'
}

/** The name for an interface language: the English one where it was given. */
export function labelName(label: Pick<Label, 'name' | 'nameEn'>, locale: string): string {
  return locale === 'en' && label.nameEn !== '' ? label.nameEn : label.name
}

/** The next colour to hand out: the lowest of the palette not in use, then on past its end. */
export function nextColour(labels: readonly Label[]): number {
  const used = new Set(labels.filter((label) => !label.retired).map((label) => label.colour))
  let colour = 1
  while (used.has(colour)) colour += 1
  return colour
}
