/** A whole number typed in Urdu, Arabic or Latin digits; null for anything else. */
export function readTypedNumber(text: string): number | null {
  const latin = text.trim().replace(/[۰-۹٠-٩]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
  return /^\d{1,9}$/.test(latin) ? Number(latin) : null
}
