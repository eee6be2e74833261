import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import type { FieldId } from '../base/ids.ts'
import type { BlobItem, Metadata } from '../domain/item.ts'
import type { Field } from '../domain/project.ts'
import { textKey } from '../text/text-key.ts'
import { tokenise } from '../text/tokens.ts'
import { cellText } from './cell-text.ts'
import { SENTENCE_COLUMN, tokenPlace } from './conllu-parser.ts'
import type { ColumnMapping, ColumnUse, MappingTarget } from './column-use.ts'
import { AnswerReader, type ImportedAnswer, type UnknownLabel } from './imported-answer.ts'
import { rowError, type RowError } from './row-error.ts'
import type { SourceRow } from './row-parser.ts'

/** What a row holds for the project, before tokens are computed. */
export type ReadRow = {
  /** `item_id` of our own exports: rows with the same one are one item; '' = every row is an item. */
  rowKey: string
  /** What tells a token from others of the same form; '' = its text says which item it is. */
  place: string
  sourceId: string
  sourceRow: number
  texts: { field: FieldId; text: string; language: string }[]
  metadata: Metadata
  textKey: string
  answers: ImportedAnswer[]
  unknownLabels: UnknownLabel[]
}

export type RowOutcome = { ok: true; row: ReadRow } | { ok: false; errors: RowError[] }

/** `'` before what a spreadsheet would take for a formula: taken off again where the file says so. */
const GUARDED = /^'[=+\-@'\t\r]/
const TRUE = /^(?:1|true|yes|on)$/i

function unguard(cells: SourceRow['cells'], guardColumn: string | undefined): SourceRow['cells'] {
  if (guardColumn === undefined || !isGuarded(cells[guardColumn])) return cells
  const plain = Object.create(null) as Record<string, unknown>
  for (const [name, value] of Object.entries(cells)) {
    plain[name] = typeof value === 'string' && GUARDED.test(value) ? value.slice(1) : value
  }
  return plain
}

function isGuarded(value: unknown): boolean {
  const text = cellText(value).trim()
  // Either a plain yes, or the list of guarded columns.
  return TRUE.test(text) || (text.length > 1 && !/^(?:false|no|off)$/i.test(text))
}

const TOKEN_ID = /:\d+$/

/** Tokens that went out as our own export, or as a table, come back as tokens. */
function placeOf(sourceId: string, metadata: Metadata): string {
  const sentence = metadata[SENTENCE_COLUMN]
  return sentence !== undefined && sentence !== '' && TOKEN_ID.test(sourceId) ? tokenPlace(sourceId, sentence) : ''
}

/** Reads the rows of one file with one mapping. */
export class RowReader {
  readonly #columns: { column: string; use: ColumnUse }[]
  readonly #languages: Map<string, Field>
  readonly #answers: AnswerReader
  readonly #guard: string | undefined
  readonly #id: string | undefined
  readonly #itemId: string | undefined

  /** `expectLabels`: labels the project lacks will be made, so that their answers count (see AnswerReader). */
  constructor(mapping: readonly ColumnMapping[], target: MappingTarget, expectLabels = false) {
    this.#columns = mapping.filter(({ use }) => use.kind !== 'skip')
    this.#languages = new Map(target.fields.map((field) => [field.id, field]))
    this.#answers = new AnswerReader(mapping, target, expectLabels)
    const columnOf = (kind: ColumnUse['kind']) => mapping.find(({ use }) => use.kind === kind)?.column
    this.#guard = columnOf('guard')
    this.#id = columnOf('id')
    this.#itemId = columnOf('item-id')
  }

  read(source: SourceRow): RowOutcome {
    const row: SourceRow = { ...source, cells: unguard(source.cells, this.#guard) }
    const errors: RowError[] = []
    const texts = this.#texts(row, errors)
    const answers =
      errors.length === 0
        ? this.#answers.read(row, new Map(texts.map(({ field, text }) => [field, text])), errors)
        : null
    if (errors.length > 0 || answers === null) return { ok: false, errors }
    const cell = (column: string | undefined) => (column === undefined ? '' : cellText(row.cells[column]).trim())
    const sourceId = cell(this.#id)
    const metadata = this.#metadata(row)
    const place = row.place ?? placeOf(sourceId, metadata)
    return {
      ok: true,
      row: {
        rowKey: cell(this.#itemId),
        place,
        sourceId,
        sourceRow: row.line,
        texts,
        metadata,
        textKey: textKey(texts, place),
        ...answers,
      },
    }
  }

  #texts(row: SourceRow, errors: RowError[]): ReadRow['texts'] {
    const texts: ReadRow['texts'] = []
    for (const { column, use } of this.#columns) {
      if (use.kind !== 'text') continue
      const text = cellText(row.cells[column])
      // U+FFFD stands where bytes could not be decoded: the text was damaged before it came here.
      if (text.includes('\uFFFD')) errors.push(rowError(row.line, column, 'letter-broken', text))
      texts.push({ field: use.field, text, language: this.#languages.get(use.field)?.language ?? 'ur' })
    }
    if (texts.every(({ text }) => text.trim() === '')) {
      const column = this.#columns.find(({ use }) => use.kind === 'text')?.column ?? ''
      errors.push(rowError(row.line, column, 'text-missing', Object.values(row.cells).map(cellText).join(' | ')))
    }
    this.#checkSums(row, texts, errors)
    return texts
  }

  #checkSums(row: SourceRow, texts: ReadRow['texts'], errors: RowError[]) {
    for (const { column, use } of this.#columns) {
      if (use.kind !== 'checksum') continue
      const expected = cellText(row.cells[column]).trim().toLowerCase()
      const text = texts.find(({ field }) => field === use.field)
      if (expected === '' || !text) continue
      if (bytesToHex(sha256(utf8ToBytes(text.text))) !== expected) {
        errors.push(rowError(row.line, column, 'checksum-differs', text.text))
      }
    }
  }

  #metadata(row: SourceRow): Metadata {
    const metadata: Metadata = {}
    for (const { column, use } of this.#columns) {
      if (use.kind !== 'meta' || row.cells[column] === undefined || row.cells[column] === null) continue
      // defineProperty, so that a column called __proto__ is data too.
      Object.defineProperty(metadata, use.name, {
        value: cellText(row.cells[column]),
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
    return metadata
  }
}

/** The blob line of a row, its tokens computed here once and for all. */
export function toBlobItem(row: ReadRow, suggestions: BlobItem['suggestions']): BlobItem {
  const texts: BlobItem['texts'] = {}
  for (const { field, text, language } of row.texts) texts[field] = { text, language, tokens: tokenise(text, language) }
  return {
    texts,
    sourceId: row.sourceId,
    sourceRow: row.sourceRow,
    metadata: row.metadata,
    textKey: row.textKey,
    suggestions,
  }
}
