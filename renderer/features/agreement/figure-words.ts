import type { FormatStyle } from '#renderer/i18n/format.ts'
import { formatNumber } from '#renderer/i18n/format.ts'

/** A coefficient with two places, «۰٫۶۸»; the numerals of the settings. */
export function coefficient(value: number, style: FormatStyle): string {
  const shown = Math.abs(value) < 0.005 ? 0 : value
  return formatNumber(shown, style, { minimumFractionDigits: 2, maximumFractionDigits: 2 })
}

/** A share 0 to 1 in whole percent, never 100 where something is missing nor 0 where something is there. */
export function percent(share: number, style: FormatStyle): string {
  let whole = Math.round(share * 100)
  if (whole === 100 && share < 1) whole = 99
  if (whole === 0 && share > 0) whole = 1
  const shown = formatNumber(whole, style)
  return style.locale === 'ur' ? `${shown}٪` : `${shown}%`
}
