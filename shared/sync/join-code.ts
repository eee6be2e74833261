import { hexToBytes } from '@noble/hashes/utils.js'
import { base32 } from '../base/ids.ts'
import { plainDigits } from '../text/plain-digits.ts'

/**
 * An invite to be read out on the telephone: the first 50 bits of the hub's fingerprint (10 letters), where it has a
 * certificate of its own, the invite's code of 40 bits (8 letters), and two check letters. Base32 without i, l, o, u.
 */
export type JoinCode = {
  /** {@link fingerprintStart}; null: the hub has an ordinary certificate, or serves this very page. */
  fingerprintStart: string | null
  code: string
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const START_LETTERS = 10
const CODE_LETTERS = 8
const CHECK_LETTERS = 2
const SHORT = CODE_LETTERS + CHECK_LETTERS
const LONG = START_LETTERS + SHORT

/** The first 50 bits of a fingerprint (hex), as letters. */
export function fingerprintStart(fingerprint: string): string {
  return base32(hexToBytes(fingerprint)).slice(0, START_LETTERS)
}

/** In groups, upper case: five of four letters, or two of five without a fingerprint. */
export function formatJoinCode({ fingerprintStart: start, code }: JoinCode): string {
  const letters = withCheck(`${start ?? ''}${code}`).toUpperCase()
  const group = letters.length === SHORT ? /.{1,5}/g : /.{1,4}/g
  return (letters.match(group) ?? []).join('-')
}

/** `wrong`: it is whole, but a letter is not as it was read out. */
export type CodeProblem = 'empty' | 'letter' | 'short' | 'long' | 'wrong'

/** What was typed; the check letters tell every one or two wrong letters, and two that changed places. */
export function readJoinCode(text: string): JoinCode | { problem: CodeProblem } {
  const letters = plainCode(text)
  if (letters === '') return { problem: 'empty' }
  if (Array.from(letters).some((letter) => !ALPHABET.includes(letter))) return { problem: 'letter' }
  if (letters.length > LONG) return { problem: 'long' }
  if (letters.length !== SHORT && letters.length !== LONG) return { problem: 'short' }
  if (syndromes(letters).some((value) => value !== 0)) return { problem: 'wrong' }
  const start = letters.length === LONG ? letters.slice(0, START_LETTERS) : null
  const code = letters.slice(start === null ? 0 : START_LETTERS, -CHECK_LETTERS)
  return { fingerprintStart: start, code }
}

/**
 * A code as people type it: case, spaces, dashes and invisible marks make no difference, nor letters that look like digits;
 * digits may be Urdu's or Arabic's, and letters those that the same keys give on the phonetic Urdu keyboard.
 */
export function plainCode(text: string): string {
  return Array.from(plainDigits(text.normalize('NFKC').toLowerCase()))
    .map((letter) => SAME_KEY.get(letter) ?? letter)
    .join('')
    .replaceAll(/[\s\p{Pd}_.·،,\p{Cf}]/gu, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1')
    .replaceAll('u', 'v')
}

/** Keys of the phonetic keyboard of the Centre for Language Engineering, on which most people type Urdu. */
const SAME_KEY: ReadonlyMap<string, string> = new Map(
  Array.from('قوعرتےءیہپاسدفگحجکلزشچطبنم').map((letter, index) => [letter, 'qwertyuiopasdfghjklzxcvbnm'[index] ?? '']),
)

/*
 * The check letters are those of a Reed-Solomon code over the 32 letters (distance 3 up to 31 letters): the word, read as a
 * polynomial, is 0 at the first two powers of the field's generator.
 */

/** Powers of the generator of GF(32), x^5 = x^2 + 1. */
const POWERS: readonly number[] = powersOf((value) => (value & 16 ? ((value << 1) ^ 0x25) & 31 : value << 1))

function powersOf(doubled: (value: number) => number): number[] {
  const powers = [1]
  while (powers.length < 31) powers.push(doubled(powers.at(-1) ?? 1))
  return powers
}

function times(one: number, other: number): number {
  if (one === 0 || other === 0) return 0
  return POWERS[(POWERS.indexOf(one) + POWERS.indexOf(other)) % 31] ?? 0
}

/** The word at the first and at the second power: both 0 for a word as it was made. */
function syndromes(letters: string): [number, number] {
  const at = (x: number) => Array.from(letters).reduce((sum, letter) => times(sum, x) ^ ALPHABET.indexOf(letter), 0)
  return [at(2), at(4)]
}

function withCheck(letters: string): string {
  const [first, second] = syndromes(`${letters}00`)
  for (const one of ALPHABET) {
    for (const other of ALPHABET) {
      // Two unknown letters in two equations: exactly one pair solves them.
      const [a, b] = [ALPHABET.indexOf(one), ALPHABET.indexOf(other)]
      if ((times(a, 2) ^ b) === first && (times(a, 4) ^ b) === second) return letters + one + other
    }
  }
  throw new Error('A code without check letters')
}
