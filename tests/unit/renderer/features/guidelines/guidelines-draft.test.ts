import { expect, test } from 'vitest'
import type { QuestionId } from '#shared/base/ids.ts'
import {
  followTask,
  guidelinesChanged,
  openGuidelines,
  outlineOf,
  writeGuidelines,
} from '#renderer/features/guidelines/guidelines-draft.ts'
import { buildLabel } from '#tests/support/build-data.ts'

test('an untouched text follows the stored one; a touched one stays, and is kept', () => {
  expect(openGuidelines('پرانی', '')).toEqual({ base: 'پرانی', text: 'پرانی' })
  expect(followTask({ base: 'پرانی', text: 'پرانی' }, 'نئی')).toEqual({ base: 'نئی', text: 'نئی' })
  const touched = { base: 'پرانی', text: 'میری' }
  expect(followTask(touched, 'نئی')).toBe(touched)
  expect(openGuidelines('پرانی', writeGuidelines(touched))).toEqual(touched)
  expect(openGuidelines('نئی', writeGuidelines(touched))).toEqual(touched)
})

test('an applied text is no change any more, and nothing is kept of it', () => {
  const applied = followTask({ base: 'پرانی', text: 'میری' }, 'میری')
  expect(guidelinesChanged(applied)).toBe(false)
  expect(writeGuidelines(applied)).toBe('')
})

test('a draft that cannot be read is passed over', () => {
  expect(openGuidelines('پرانی', '{')).toEqual({ base: 'پرانی', text: 'پرانی' })
  expect(openGuidelines('پرانی', '{"text":1}')).toEqual({ base: 'پرانی', text: 'پرانی' })
})

test('an outline names every living label with its meaning and example', () => {
  const labels = [
    { ...buildLabel('a', 'جگہ', 1), description: 'شہر یا گاؤں۔', example: 'ملتان' },
    buildLabel('b', 'شخص', 2),
    { ...buildLabel('c', 'پرانا', 3), retired: true },
  ]
  const id = 'q' as QuestionId
  expect(outlineOf([{ id, kind: 'spans', title: 'نام', titleEn: '', fields: [], labels }])).toBe(
    '# نام\n\n- **جگہ**: شہر یا گاؤں۔ «ملتان»\n- **شخص**',
  )
})
