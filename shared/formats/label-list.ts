import { CsvParser } from './csv-parser.ts'
import { detectFormat } from './formats.ts'

/** A label as a list of labels gives it: a line of a file, or a line that was pasted. */
export type ListedLabel = { name: string; nameEn: string; description: string; example: string }
type Part = keyof ListedLabel

/** Columns by place, where no row of names says otherwise. */
const PLACES: readonly Part[] = ['name', 'nameEn', 'description', 'example']

/** Names of columns that people write over such lists. */
const COLUMN_NAMES: Readonly<Record<string, Part>> = {
  name: 'name',
  label: 'name',
  نام: 'name',
  لیبل: 'name',
  nameen: 'nameEn',
  english: 'nameEn',
  'english name': 'nameEn',
  انگریزی: 'nameEn',
  'انگریزی نام': 'nameEn',
  description: 'description',
  meaning: 'description',
  مطلب: 'description',
  example: 'example',
  مثال: 'example',
}

const partOf = (name: string): Part | undefined => COLUMN_NAMES[name.trim().toLowerCase()]

function labelOf(parts: readonly (Part | undefined)[], cells: readonly string[]): ListedLabel {
  const label: ListedLabel = { name: '', nameEn: '', description: '', example: '' }
  parts.forEach((part, index) => {
    if (part) label[part] = (cells[index] ?? '').trim()
  })
  return label
}

function fromTable(rows: readonly (readonly string[])[]): ListedLabel[] {
  const [first = [], ...rest] = rows
  const named = first.map(partOf)
  const hasNames = named.includes('name')
  return (hasNames ? rest : rows).map((cells) => labelOf(hasNames ? named : PLACES, cells))
}

function fromJson(text: string): ListedLabel[] {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return []
  }
  if (!Array.isArray(value)) return []
  return value.flatMap((one: unknown) => {
    if (typeof one === 'string') return [labelOf(['name'], [one])]
    if (typeof one !== 'object' || one === null) return []
    const entries = Object.entries(one).filter((entry): entry is [string, string] => typeof entry[1] === 'string')
    return [
      labelOf(
        entries.map(([name]) => partOf(name)),
        entries.map(([, cell]) => cell),
      ),
    ]
  })
}

/** Lines that were pasted: a name each, and with tabs between (a sheet) English name, meaning, example. */
export function labelsOfLines(text: string): ListedLabel[] {
  const rows = text.split(/\r\n|\r|\n/).map((line) => line.split('\t'))
  return fromTable(rows).filter(({ name }) => name !== '')
}

/** Labels of a CSV, TSV, TXT or JSON file; an empty list where it holds none. */
export function labelsOfFile(fileName: string, text: string): ListedLabel[] {
  const { format, table } = detectFormat(fileName, { text, whole: true })
  if (format === 'json') return fromJson(text).filter(({ name }) => name !== '')
  if (format === 'jsonl') {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    return fromJson(`[${lines.join(',')}]`).filter(({ name }) => name !== '')
  }
  if (format !== 'table') return labelsOfLines(text)
  const parser = new CsvParser({ ...table, header: false })
  const rows = [...parser.push(text).rows, ...parser.end().rows]
  return fromTable(rows.map(({ cells }) => Object.values(cells).map(String))).filter(({ name }) => name !== '')
}
