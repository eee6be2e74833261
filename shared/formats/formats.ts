import { assertNever } from '../base/assert.ts'
import { ConlluParser, looksLikeConllu } from './conllu-parser.ts'
import { CsvParser, type CsvSettings } from './csv-parser.ts'
import { detectTable, type Sample } from './delimiter.ts'
import { JsonParser } from './json-parser.ts'
import { JsonlParser } from './jsonl-parser.ts'
import type { RowParser } from './row-parser.ts'
import { TxtFileParser, TxtLineParser } from './txt-parser.ts'

export const IMPORT_FORMATS = ['table', 'jsonl', 'json', 'conllu', 'txt-lines', 'txt-files'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]

/** How a file's text becomes rows. `table` counts for the format of that name only. */
export type FormatSettings = { format: ImportFormat; table: CsvSettings }

const PLAIN_TABLE: CsvSettings = { delimiter: ',', quote: '"', header: true }

function extensionOf(fileName: string): string {
  return /\.([^.]+)$/.exec(fileName)?.[1]?.toLowerCase() ?? ''
}

/** Several lines that each begin with a brace and end with one. */
function looksLikeJsonl(sample: string): boolean {
  const lines = sample.split(/\r?\n/).filter((line) => line.trim() !== '')
  const first = lines[0] ?? ''
  if (!first.startsWith('{') || !first.trimEnd().endsWith('}')) return false
  try {
    JSON.parse(first)
    return true
  } catch {
    return false
  }
}

/** Format of a file from its name and the beginning of its text; what it contains wins over the name. */
export function detectFormat(fileName: string, sample: Sample): FormatSettings {
  const extension = extensionOf(fileName)
  const start = sample.text.trimStart()
  if (looksLikeJsonl(start)) return { format: 'jsonl', table: PLAIN_TABLE }
  if (/^\[\s*[[{"\]]/.test(start) || (extension.startsWith('json') && /^[[{]/.test(start))) {
    return { format: extension === 'jsonl' ? 'jsonl' : 'json', table: PLAIN_TABLE }
  }
  if (extension === 'jsonl' || extension === 'ndjson') return { format: 'jsonl', table: PLAIN_TABLE }
  if (extension === 'conllu' || extension === 'conll-u' || looksLikeConllu(sample)) {
    return { format: 'conllu', table: PLAIN_TABLE }
  }
  const table = detectTable(sample)
  if (['csv', 'tsv', 'tab', 'psv'].includes(extension)) return { format: 'table', table: table.settings }
  // In a plain text file columns are believed only when tabs stand in nearly every line.
  const tabbed = table.settings.delimiter === '\t' && table.columns > 1 && table.fitting > 0.95
  return { format: tabbed ? 'table' : 'txt-lines', table: tabbed ? table.settings : PLAIN_TABLE }
}

export function createRowParser(settings: FormatSettings, fileName: string): RowParser {
  switch (settings.format) {
    case 'table':
      return new CsvParser(settings.table)
    case 'jsonl':
      return new JsonlParser()
    case 'json':
      return new JsonParser()
    case 'conllu':
      return new ConlluParser()
    case 'txt-lines':
      return new TxtLineParser()
    case 'txt-files':
      return new TxtFileParser(fileName)
    default:
      return assertNever(settings.format, 'import format')
  }
}
