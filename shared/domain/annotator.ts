import { idSchema, z } from '../base/schema.ts'
import type { AnnotatorId } from '../base/ids.ts'
import { searchKey } from '../text/normalise.ts'

export const annotatorSchema = z.object({
  id: idSchema<AnnotatorId>(z.string().min(1)),
  name: z.string().min(1).max(80),
  /** Palette number of the avatar, 1 to 12. */
  colour: z.number().int().min(1).max(12),
  /** Salted hash of the PIN (`salt:hash`, hex), or null. Trust between people, not security: the app says so. */
  pin: z.string().nullable(),
  createdAt: z.number(),
  /** A name from an imported file: a person whose answers came along, not a profile of this laptop. */
  imported: z.boolean(),
})
export type Annotator = z.infer<typeof annotatorSchema>

/** The first letter of a name, whole grapheme, for the avatar. */
export function initialOf(name: string): string {
  const [first] = new Intl.Segmenter('ur', { granularity: 'grapheme' }).segment(name.trim())
  return first?.segment.toUpperCase() ?? ''
}

/** Whether two names are one to a reader: letter variants, spaces and case make no difference. */
export function sameName(one: string, other: string): boolean {
  return searchKey(one, 'ur') === searchKey(other, 'ur')
}

/** A PIN as it is kept, whichever digits the keyboard wrote: ۱۲۳۴ and 1234 are one. */
export function pinDigits(typed: string): string {
  return typed.trim().replaceAll(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}

export function isPin(typed: string): boolean {
  return /^[0-9]{4,12}$/.test(pinDigits(typed))
}
