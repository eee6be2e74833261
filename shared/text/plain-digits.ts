/** ۰ to ۹ and ٠ to ٩ as 0 to 9. */
export function plainDigits(text: string): string {
  return text.replaceAll(/[۰-۹٠-٩]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 15))
}
