import { cellText } from '#shared/formats/cell-text.ts'
import { columnsOf, conlluMapping, guessMapping, labelColumns } from '#shared/formats/column-mapping.ts'
import type { ColumnMapping, MappingTarget } from '#shared/formats/column-use.ts'
import { createRowParser, detectFormat, type ImportFormat } from '#shared/formats/formats.ts'
import { isOwnExport } from '#shared/formats/own-export.ts'
import type { SourceRow } from '#shared/formats/row-parser.ts'
import { FILE_COLUMN } from '#shared/formats/txt-parser.ts'
import { ImportError } from './import-failure.ts'
import type { ImportPreview, SourceSettings } from './import-protocol.ts'
import { findEncoding, totalBytes } from './import-source.ts'

const SHOWN_ROWS = 12
const SHOWN_LENGTH = 300
/** Rows the guesses rest on. */
const GUESSED_ROWS = 300

function isTextFile(file: File): boolean {
  return /\.txt$/i.test(file.name)
}

/** Several text files are one item each, as a dropped folder is. */
function formatFor(files: readonly File[], found: ImportFormat): ImportFormat {
  return files.length > 1 && files.every(isTextFile) ? 'txt-files' : found
}

function mappingFor(columns: readonly string[], rows: readonly SourceRow[], target: MappingTarget): ColumnMapping[] {
  const guessed = guessMapping(columns, rows, target)
  // The name of the file is the id where each file is an item.
  return guessed.map((one) =>
    columns.length === 2 && one.column === FILE_COLUMN ? { column: one.column, use: { kind: 'id' } } : one,
  )
}

/** Columns, first rows and guesses from the beginning of the first file with anything in it. */
export async function previewImport(
  files: readonly File[],
  chosen: SourceSettings | null,
  target: MappingTarget,
): Promise<ImportPreview> {
  const file = files.find((one) => one.size > 0)
  if (!file) throw new ImportError('file-empty', files[0]?.name ?? '')
  const found = await findEncoding(file)
  const encoding = chosen && chosen.encoding !== 'auto' ? chosen.encoding : found.encoding
  const whole = found.sample.length === file.size
  const text = new TextDecoder(encoding).decode(found.sample, { stream: !whole })
  if (text.trim() === '') throw new ImportError('file-empty', file.name)
  const detected = detectFormat(file.name, { text, whole })
  const settings: SourceSettings = chosen ?? {
    ...detected,
    format: formatFor(files, detected.format),
    encoding: 'auto',
  }
  const parser = createRowParser(settings, file.name)
  const { rows } = parser.push(text)
  if (whole || settings.format === 'txt-files') rows.push(...parser.end().rows)
  const columns = columnsOf(rows.slice(0, GUESSED_ROWS))
  return {
    settings,
    foundEncoding: found.encoding,
    confidence: found.confidence,
    columns,
    rows: rows.slice(0, SHOWN_ROWS).map((row) => ({
      line: row.line,
      cells: columns.map((column) => cellText(row.cells[column]).slice(0, SHOWN_LENGTH)),
    })),
    mapping:
      settings.format === 'conllu'
        ? conlluMapping(columns, rows.slice(0, GUESSED_ROWS), target)
        : mappingFor(columns, rows.slice(0, GUESSED_ROWS), target),
    labelColumns: labelColumns(columns, rows.slice(0, GUESSED_ROWS)),
    ownExport: isOwnExport(columns),
    structuredAnswers: rows.some((row) => row.answers !== undefined && row.answers.length > 0),
    totalBytes: totalBytes(files),
  }
}
