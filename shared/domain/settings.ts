import { z } from '../base/schema.ts'

export const INTERFACE_LOCALES = ['ur', 'en'] as const
export type InterfaceLocale = (typeof INTERFACE_LOCALES)[number]

/** What one laptop remembers about how the app looks. Never holds texts or answers. */
export const settingsSchema = z.object({
  locale: z.enum(INTERFACE_LOCALES).catch('ur'),
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
  /** ۱۲۳ or 123 in interface text; auto = as the interface language writes. */
  digits: z.enum(['auto', 'urdu', 'latin']).catch('auto'),
  contentFont: z.enum(['nastaliq', 'naskh']).catch('nastaliq'),
  /** Multiplies the font size of item texts; 1 is the design's 27 px Nastaliq. */
  contentScale: z.number().min(0.6).max(2).catch(1),
  /** Multiplies the line height of item texts; never below the ink of Nastaliq. */
  leadingScale: z.number().min(0.92).max(1.6).catch(1),
  /** Zoom of the whole interface. */
  zoom: z.number().min(0.75).max(2).catch(1),
  reducedMotion: z.boolean().catch(false),
  guidelinesOpen: z.boolean().catch(true),
  /** The profile that works here now; empty before the first start is finished. */
  annotatorId: z.string().catch(''),
})

export type Settings = z.infer<typeof settingsSchema>

/** Settings from anything that was stored: each unreadable value falls back to its default alone. */
export function parseSettings(stored: unknown): Settings {
  return settingsSchema.parse(typeof stored === 'object' && stored !== null ? stored : {})
}

/** How a fresh laptop looks. The language stays, so that the page can still be read, and so does the profile. */
export function defaultAppearance(current: Settings): Settings {
  return { ...parseSettings({}), locale: current.locale, annotatorId: current.annotatorId }
}
