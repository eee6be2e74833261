import { describe, expect, it } from 'vitest'
import { questionFromColumn } from '#renderer/features/import/question-from-column.ts'
import type { ImportPreview } from '#renderer/workers/import-protocol.ts'
import { questionSchema } from '#shared/domain/question.ts'

const random = (length: number) => new Uint8Array(length).fill(7)

function previewOf(column: string, values: readonly string[]): ImportPreview {
  return {
    settings: { format: 'table', encoding: 'auto', table: { delimiter: ',', quote: '"', header: true } },
    foundEncoding: 'utf-8',
    confidence: 1,
    columns: ['متن', column],
    rows: values.map((value, place) => ({ line: place + 2, cells: ['کوئی متن', value] })),
    mapping: [],
    labelColumns: [column],
    ownExport: false,
    structuredAnswers: false,
    totalBytes: 1,
  }
}

describe('a question from a column', () => {
  it('is named like the column and waits for the labels of the file', () => {
    const question = questionFromColumn(previewOf('  فصل ', ['گندم', 'کپاس']), '  فصل ', random)
    expect(question).toMatchObject({ kind: 'choice', title: 'فصل', multiple: false, labels: [] })
    expect(questionSchema.safeParse(question).success).toBe(true)
  })

  it('knows parts of speech, one strange tag among them, and has an id of its own', () => {
    const question = questionFromColumn(previewOf('tag', ['NOUN', 'VERB', 'ADP', 'PRON', 'INT', '']), 'tag', random)
    expect(question.labels.map(({ id }) => id)).toContain('PROPN')
    expect(question.titleEn).toBe('Which part of speech is it?')
    expect(question.id).not.toBe('upos')
    expect(questionFromColumn(previewOf('tag', ['NOUN', 'گندم']), 'tag', random).labels).toEqual([])
  })
})
