import { describe, expect, test } from 'vitest'
import { editedText, formatText, type Format } from '#renderer/features/guidelines/markdown-edit.ts'

const words = { bold: 'لفظ', correct: 'درست: ', incorrect: 'غلط: ' }

/** `[` and `]` mark the selection in and out. */
function press(marked: string, format: Format): string {
  const start = marked.indexOf('[')
  const text = marked.replace('[', '').replace(']', '')
  const edit = formatText(text, { start, end: marked.indexOf(']') - 1 }, format, words)
  const after = editedText(text, edit)
  const { start: from, end: to } = edit.selection
  return `${after.slice(0, from)}[${after.slice(from, to)}]${after.slice(to)}`
}

describe('bold', () => {
  test('goes around what is marked, and away when pressed again', () => {
    expect(press('یہ [نام] ہے', 'bold')).toBe('یہ **[نام]** ہے')
    expect(press('یہ **[نام]** ہے', 'bold')).toBe('یہ [نام] ہے')
  })

  test('leaves spaces at the ends outside, where Markdown wants them', () => {
    expect(press('یہ[ نام ]ہے', 'bold')).toBe('یہ **[نام]** ہے')
    expect(press('یہ[  ]ہے', 'bold')).toBe('یہ[  ]ہے')
  })

  test('puts a word to write over where nothing is marked', () => {
    expect(press('یہ []', 'bold')).toBe('یہ **[لفظ]**')
  })
})

describe('signs of lines', () => {
  test('stand before the line the cursor is in, and go when pressed again', () => {
    expect(press('پہلی\nدو[]سری\nتیسری', 'heading')).toBe('پہلی\n# دوسری[]\nتیسری')
    expect(press('پہلی\n# دو[]سری', 'heading')).toBe('پہلی\nدوسری[]')
    expect(press('[]', 'list')).toBe('- []')
  })

  test('take the place of another sign', () => {
    expect(press('## عنوان[]', 'heading')).toBe('# عنوان[]')
    expect(press('- ✓ درست: کپڑا[]', 'incorrect')).toBe('- ✗ غلط: کپڑا[]')
    expect(press('- ✗ غلط: کپڑا[]', 'list')).toBe('- کپڑا[]')
  })

  test('go before every marked line but the empty ones', () => {
    expect(press('[ایک\n\nدو\n]تین', 'list')).toBe('[- ایک\n\n- دو]\nتین')
    expect(press('[- ایک\n- دو]', 'list')).toBe('[ایک\nدو]')
    expect(press('[- ایک\nدو]', 'correct')).toBe('[- ✓ درست: ایک\n- ✓ درست: دو]')
  })
})
