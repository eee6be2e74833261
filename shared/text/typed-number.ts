import { plainDigits } from './plain-digits.ts'

/** A whole number typed in Urdu, Arabic or Latin digits; null for anything else. */
export function readTypedNumber(text: string): number | null {
  const latin = plainDigits(text.trim())
  return /^\d{1,9}$/.test(latin) ? Number(latin) : null
}
