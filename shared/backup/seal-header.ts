import { failure, success, type Result } from '../base/result.ts'

/** The most that the header of a sealed file may take: a dozen recipients. */
const MAX_HEADER_BYTES = 4096
const MAX_STANZAS = 16
/** scrypt's work above this would ask more memory (256 MB) and time than an old laptop has. */
const MAX_WORK = 18

const FIRST_LINE = 'age-encryption.org/v1\n'

export type SealHeader = 'passphrase' | 'key'

/**
 * What the header of an age file asks for, before anything is computed from it (age-encryption.org/v1): one stanza of
 * scrypt, or one or more of keys.
 */
export function readSealHeader(sealed: Uint8Array): Result<SealHeader, 'not-sealed' | 'damaged' | 'too-large'> {
  const text = String.fromCharCode(...sealed.subarray(0, MAX_HEADER_BYTES))
  if (!text.startsWith(FIRST_LINE)) return failure('not-sealed')
  const end = /\n--- [A-Za-z0-9+/]{43}\n/.exec(text)
  if (end === null) return failure('damaged')
  const stanzas = text
    .slice(0, end.index)
    .split('\n')
    .filter((line) => line.startsWith('-> '))
    .map((line) => line.slice(3).split(' '))
  if (stanzas.length === 0) return failure('damaged')
  if (stanzas.length > MAX_STANZAS) return failure('too-large')
  const scrypt = stanzas.find(([kind]) => kind === 'scrypt')
  if (scrypt === undefined) {
    return stanzas.some(([kind]) => kind === 'X25519') ? success('key') : failure('damaged')
  }
  const work = scrypt[2] ?? ''
  if (stanzas.length > 1 || scrypt.length !== 3 || !/^[1-9]\d?$/.test(work)) return failure('damaged')
  return Number(work) > MAX_WORK ? failure('too-large') : success('passphrase')
}
