import { expect, it } from 'vitest'
import { isMostlyLatin } from '#shared/text/direction.ts'

it.each([
  ['mera account block hai', true],
  ['App سے منگوایا تھا، ڈبہ کھلا ہوا نکلا', false],
  ['charger ٹھیک hai', true],
  ['۱۲۳ 456', false],
  ['', false],
])('tells by most letters how %j is written', (text, latin) => {
  expect(isMostlyLatin(text)).toBe(latin)
})
