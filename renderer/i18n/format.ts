import type { InterfaceLocale, Settings } from '#shared/domain/settings.ts'

export type FormatStyle = Pick<Settings, 'locale' | 'digits'>

/** The numbering system is named, never left to the locale (CLDR defaults differ by machine). */
function tag({ locale, digits }: FormatStyle): string {
  const urdu = digits === 'urdu' || (digits === 'auto' && locale === 'ur')
  return `${locale}-u-nu-${urdu ? 'arabext' : 'latn'}`
}

const cache = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat>()

function cached<F extends Intl.NumberFormat | Intl.DateTimeFormat>(key: string, make: () => F): F {
  const known = cache.get(key) as F | undefined
  if (known) return known
  const made = make()
  cache.set(key, made)
  return made
}

export function formatNumber(value: number, style: FormatStyle, options: Intl.NumberFormatOptions = {}): string {
  const key = `n ${tag(style)} ${JSON.stringify(options)}`
  return cached(key, () => new Intl.NumberFormat(tag(style), options)).format(value)
}

/** A share 0 to 1 as «۴۲٪» / “42%”. */
export function formatShare(share: number, style: FormatStyle): string {
  const whole = formatNumber(Math.floor(share * 100), style)
  return style.locale === 'ur' ? `${whole}٪` : `${whole}%`
}

export function formatDate(at: number, style: FormatStyle, options: Intl.DateTimeFormatOptions): string {
  const key = `d ${tag(style)} ${JSON.stringify(options)}`
  return cached(key, () => new Intl.DateTimeFormat(`${tag(style)}-ca-gregory`, options)).format(at)
}

/** Bytes in the unit a file manager shows. Unit names stay Latin. */
export function formatBytes(bytes: number, style: FormatStyle): string {
  const units = ['B', 'kB', 'MB', 'GB'] as const
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  const digitsShown = unit === 0 || value >= 100 ? 0 : 1
  return `${formatNumber(value, style, { maximumFractionDigits: digitsShown })} ${units[unit]}`
}

export function localeDirection(locale: InterfaceLocale): 'rtl' | 'ltr' {
  return locale === 'ur' ? 'rtl' : 'ltr'
}
