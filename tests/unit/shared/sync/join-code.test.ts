import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { base32 } from '#shared/base/ids.ts'
import { fingerprintStart, formatJoinCode, plainCode, readJoinCode, type JoinCode } from '#shared/sync/join-code.ts'

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'
const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length })
const joinCode: fc.Arbitrary<JoinCode> = fc.record({
  fingerprintStart: fc.option(
    bytes(32).map((hash) => fingerprintStart(Buffer.from(hash).toString('hex'))),
    { nil: null },
  ),
  code: bytes(5).map(base32),
})

const letter = fc.constantFrom(...ALPHABET.split(''))

/** Letters only, as they are checked. */
const lettersOf = (code: JoinCode) => formatJoinCode(code).replaceAll('-', '').toLowerCase()
const swapped = (text: string, at: number, letter: string) => text.slice(0, at) + letter + text.slice(at + 1)

describe('a typed code', () => {
  it('comes back as it was, in either case, with or without its groups', () => {
    fc.assert(
      fc.property(joinCode, (code) => {
        const shown = formatJoinCode(code)
        expect(shown).toMatch(/^([0-9A-Z]{4}-){4}[0-9A-Z]{4}$|^[0-9A-Z]{5}-[0-9A-Z]{5}$/)
        expect(readJoinCode(shown)).toEqual(code)
        expect(readJoinCode(` ${shown.toLowerCase().replaceAll('-', ' ')}\u200f`)).toEqual(code)
      }),
    )
  })

  it('carries the first 50 bits of the fingerprint', () => {
    fc.assert(
      fc.property(bytes(32), (hash) => {
        const hex = Buffer.from(hash).toString('hex')
        const bits = [...hash].map((byte) => byte.toString(2).padStart(8, '0')).join('')
        const carried = Array.from(fingerprintStart(hex))
          .map((letter) => ALPHABET.indexOf(letter).toString(2).padStart(5, '0'))
          .join('')
        expect(carried).toBe(bits.slice(0, 50))
      }),
    )
  })

  it('tells every single wrong letter, wherever it stands', () => {
    fc.assert(
      fc.property(joinCode, (code) => {
        const letters = lettersOf(code)
        for (let at = 0; at < letters.length; at += 1) {
          for (const letter of ALPHABET) {
            if (letter === letters[at]) continue
            expect(readJoinCode(swapped(letters, at, letter))).toEqual({ problem: 'wrong' })
          }
        }
      }),
      { numRuns: 10 },
    )
  })

  it('tells every two wrong letters, and any two that changed places', () => {
    fc.assert(
      fc.property(joinCode, fc.tuple(fc.nat(), fc.nat()), fc.tuple(letter, letter), (code, places, [a, b]) => {
        const letters = lettersOf(code)
        const [one, other] = [places[0] % letters.length, places[1] % letters.length]
        const wrong = swapped(swapped(letters, one, a), other, b)
        if (wrong !== letters) expect(readJoinCode(wrong)).toEqual({ problem: 'wrong' })
        const turned = swapped(swapped(letters, one, letters[other] ?? ''), other, letters[one] ?? '')
        if (turned !== letters) expect(readJoinCode(turned)).toEqual({ problem: 'wrong' })
      }),
      { numRuns: 2000 },
    )
  })

  it('says what is the matter: nothing typed, a letter no code has, too short, too long', () => {
    const letters = lettersOf({ fingerprintStart: null, code: '01234567' })
    expect(readJoinCode(' - ')).toEqual({ problem: 'empty' })
    expect(readJoinCode(`${letters.slice(1)}ٹ`)).toEqual({ problem: 'letter' })
    expect(readJoinCode(letters.slice(1))).toEqual({ problem: 'short' })
    expect(readJoinCode(`${letters}0`)).toEqual({ problem: 'short' })
    expect(readJoinCode('0'.repeat(21))).toEqual({ problem: 'long' })
  })

  it('takes Urdu and Arabic digits, and what the same keys give on an Urdu keyboard', () => {
    expect(plainCode('۰۱۲۳۴۵۶۷۸۹ ٠١٢٣٤٥٦٧٨٩')).toBe('01234567890123456789')
    expect(plainCode('ابچدعفگحجکمنپقرستطوشےز')).toBe('abcdefghjkmnpqrstvwxyz')
    expect(plainCode('O0 Il1 U')).toBe('00111v')
    expect(plainCode('ABCD–EFGH_JK.MN')).toBe('abcdefghjkmn')
  })
})
