/** yyyy-mm-dd in Latin digits, for names of files. */
export function fileDay(at: number): string {
  return new Date(at).toISOString().slice(0, 10)
}

/** A name of a file of a project and a person. Whoever gets several can tell them apart. */
export function bundleName(parts: readonly string[], at: number): string {
  const words = parts.map((part) => plain(part).slice(0, 40).trim()).filter((part) => part !== '')
  return `${[...words, fileDay(at)].join('-')}.nishan`
}

/** Without what no file system takes. */
function plain(text: string): string {
  return text
    .replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 3
const EACH = 4

/** A password that can be told by phone: three groups of four letters that are not taken for each other. */
export function newPassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * EACH))
  const letters = [...bytes].map((byte) => LETTERS[byte % LETTERS.length] ?? '')
  return Array.from({ length: GROUPS }, (_, at) => letters.slice(at * EACH, (at + 1) * EACH).join('')).join('-')
}
