import type { Settings } from '../domain/settings.ts'
import type { TextLanguage } from './languages.ts'

export type ContentStyle = { typeface: 'nastaliq' | 'naskh' | 'latin'; fontSizePx: number; lineHeight: number }

/** Sizes of mockups/design.md, Type; line height at which tags fit above the ink. */
const BASE = {
  nastaliq: { fontSizePx: 27, lineHeight: 2.6 },
  naskh: { fontSizePx: 21, lineHeight: 2.3 },
  latin: { fontSizePx: 19, lineHeight: 2.3 },
} as const

/** How an item's text is set: its language's typeface (or Naskh if wished), times the two sliders. */
export function contentStyle(
  language: TextLanguage,
  settings: Pick<Settings, 'contentFont' | 'contentScale' | 'leadingScale'>,
): ContentStyle {
  const typeface = language.typeface === 'nastaliq' ? settings.contentFont : language.typeface
  const base = BASE[typeface]
  const fontSizePx = Math.round(base.fontSizePx * settings.contentScale)
  const least = typeface === 'nastaliq' ? nastaliqLeading(fontSizePx) : base.lineHeight
  return { typeface, fontSizePx, lineHeight: Math.max(least, language.lineHeight) * settings.leadingScale }
}

/** Smaller Nastaliq needs relatively more room for the tags: 2.6 at 27 px, 2.7 at 24, 3 at 20. */
function nastaliqLeading(fontSizePx: number): number {
  if (fontSizePx >= 27) return 2.6
  if (fontSizePx >= 24) return 2.7
  return 3
}
