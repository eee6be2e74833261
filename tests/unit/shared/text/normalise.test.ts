import { describe, expect, it } from 'vitest'
import { LANGUAGES } from '#shared/text/languages.ts'
import { normaliseText, searchKey } from '#shared/text/normalise.ts'
import { quickHash, textKey } from '#shared/text/text-key.ts'
import { NEVER_RULES } from './never-rules.ts'

const same = (a: string, b: string, language = 'ur') => expect(searchKey(a, language)).toBe(searchKey(b, language))
const key = (...texts: string[]) => textKey(texts.map((text) => ({ text, language: 'ur' })))

describe('rules that must never be applied', () => {
  it.each(NEVER_RULES)('%s (%s)', (_id, languages, from, to) => {
    for (const language of languages.split(' ')) {
      for (const level of ['canonical', 'safe', 'key'] as const) {
        // Between two letters, so that rules of the word's end cannot hide a fold.
        const wrong = `ک${to}ک`
        expect(normaliseText(`ک${from}ک`, language, level)).not.toBe(wrong)
      }
    }
  })

  it('leaves the digits of Sindhi, Saraiki and Balochi as they are in the copy', () => {
    expect(normaliseText('٤٥', 'sd', 'safe')).toBe('٤٥')
    expect(normaliseText('٤٥', 'skr', 'safe')).toBe('٤٥')
    expect(normaliseText('45', 'bal', 'safe')).toBe('45')
    expect(normaliseText('٤٥', 'ur', 'safe')).toBe('۴۵')
  })

  it('keeps the vowel marks of Kashmiri even in keys', () => {
    expect(searchKey('کٲشُر', 'ks')).not.toBe(searchKey('کٲشر', 'ks'))
  })

  it('keeps the Sindhi signs and spelling variants of Roman Urdu', () => {
    expect(searchKey('۽ ۾', 'sd')).toBe('۽ ۾')
    expect(new Set(['nahi', 'nahin', 'nhi', 'nai'].map((word) => searchKey(word, 'ur-Latn'))).size).toBe(4)
  })

  it('never takes the hamza of a letter away', () => {
    expect(normaliseText('ۀٔ', 'ps', 'key')).toContain('ٔ')
    expect(searchKey('آ', 'ur')).not.toBe(searchKey('ا', 'ur'))
  })
})

describe('searchKey', () => {
  it('finds Urdu typed with Arabic letters', () => {
    same('يہ كتاب', 'یہ کتاب')
    same('ه', 'ہ')
    same('كهڑا بهى', 'کھڑا بھی')
    same('ﺑﮩﺖ', 'بہت')
  })

  it('finds with and without aerab, ZWNJ and direction marks', () => {
    same('مُحمّد', 'محمد')
    same('موسیٰ', 'موسی')
    same('کی‌بورڈ', 'کیبورڈ')
    same('\u200Fسلام\u202C', 'سلام')
    same('بہـــت', 'بہت')
  })

  it('folds digits, case and white space', () => {
    same('۱۲۳ ١٢٣', '123 123')
    same('Lahore  Ka\u00A0Mausam ', 'lahore ka mausam')
    same('۱۲٫۵', '12.5')
    same('bohaaaat achaaaa', 'bohaat achaa', 'ur-Latn')
  })

  it('does not change Sindhi and Pashto letters as it changes Urdu ones', () => {
    same('جی', 'جي', 'sd')
    expect(searchKey('دي', 'ps')).not.toBe(searchKey('دی', 'ps'))
    expect(searchKey('ڪ', 'sd')).not.toBe(searchKey('ک', 'sd'))
    expect(searchKey('ه', 'sd')).not.toBe(searchKey('ہ', 'sd'))
  })

  it('keeps ھ and ہ, ے and ی apart', () => {
    expect(searchKey('تھا', 'ur')).not.toBe(searchKey('تہا', 'ur'))
    expect(searchKey('کے', 'ur')).not.toBe(searchKey('کی', 'ur'))
  })

  it('composes what NFC leaves open', () => {
    expect(normaliseText('گیٔا', 'ur', 'safe')).toBe('گئا')
    expect(normaliseText('آزادیٔ ', 'ur', 'safe')).toBe('آزادیٔ ')
    expect(normaliseText('قلعهٔ', 'ur', 'safe')).toBe('قلعۂ')
  })

  it('keeps ﷺ and its kin as one sign', () => {
    expect(searchKey('ﷺ', 'ur')).toBe('ﷺ')
  })

  it('knows every language of the table and is stable when applied twice', () => {
    for (const { code } of LANGUAGES) {
      const key = searchKey('كتاب ﻳﻪ مُحمّد ۱۲ ABC…', code)
      expect(searchKey(key, code)).toBe(key)
    }
  })
})

describe('textKey', () => {
  it('is equal for equal texts only', () => {
    expect(key('يہ  كتاب ')).toBe(key('یہ کتاب'))
    expect(key('الف', 'ب')).not.toBe(key('الفب', ''))
    expect(key('الف')).toMatch(/^[0-9a-f]{16}$/)
  })

  it('has no collision among a hundred thousand short texts', () => {
    expect(new Set(Array.from({ length: 100_000 }, (_none, place) => quickHash(`متن ${place}`))).size).toBe(100_000)
  })
})
