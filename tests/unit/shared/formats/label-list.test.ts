import { describe, expect, test } from 'vitest'
import { labelsOfFile, labelsOfLines } from '#shared/formats/label-list.ts'

const label = (name: string, nameEn = '', description = '', example = '') => ({ name, nameEn, description, example })

describe('lines that were pasted', () => {
  test('each line is a name; empty lines and outer spaces are passed over', () => {
    expect(labelsOfLines('شخص\r\n  جگہ \n\n')).toEqual([label('شخص'), label('جگہ')])
  })

  test('cells of a sheet are the English name, the meaning and the example', () => {
    expect(labelsOfLines('شخص\tPerson\tنام، لقب سمیت\tڈاکٹر سلمیٰ\nجگہ\tPlace')).toEqual([
      label('شخص', 'Person', 'نام، لقب سمیت', 'ڈاکٹر سلمیٰ'),
      label('جگہ', 'Place'),
    ])
  })
})

describe('files', () => {
  test('CSV with a row of names, in any order of columns, other columns passed over', () => {
    const text = 'english,نام,notes,مثال\nPerson,شخص,x,"سلمیٰ، بٹ"\nPlace,جگہ,y,\n'
    expect(labelsOfFile('labels.csv', text)).toEqual([label('شخص', 'Person', '', 'سلمیٰ، بٹ'), label('جگہ', 'Place')])
  })

  test('CSV without a row of names, and a list of plain lines', () => {
    expect(labelsOfFile('l.csv', 'شخص,Person\nجگہ,Place\n')).toEqual([label('شخص', 'Person'), label('جگہ', 'Place')])
    expect(labelsOfFile('l.txt', 'شخص\nجگہ\n')).toEqual([label('شخص'), label('جگہ')])
    expect(labelsOfFile('l.csv', 'name\nشخص\nجگہ\n')).toEqual([label('شخص'), label('جگہ')])
  })

  test('JSON lists of names or of objects, and JSON lines', () => {
    expect(labelsOfFile('l.json', '["شخص", "جگہ"]')).toEqual([label('شخص'), label('جگہ')])
    const object = '{"name":"شخص","nameEn":"Person","description":"نام","hotkey":"1"}'
    expect(labelsOfFile('l.json', `[${object}]`)).toEqual([label('شخص', 'Person', 'نام')])
    expect(labelsOfFile('l.jsonl', `${object}\n${object}\n`)).toHaveLength(2)
  })

  test('what holds no list gives none', () => {
    expect(labelsOfFile('l.json', '[{"a":1}]')).toEqual([])
    expect(labelsOfFile('l.json', '[broken')).toEqual([])
    expect(labelsOfFile('l.txt', '')).toEqual([])
  })
})
