import { urduSentences } from './urdu-sentences.ts'

/** Rows made at a time: a million rows are never one string. */
const ROWS_IN_PART = 10_000
const EASTERN_ZERO = 0x06f0

const urduNumber = (value: number): string =>
  String(value).replaceAll(/\d/g, (digit) => String.fromCharCode(EASTERN_ZERO + Number(digit)))

/**
 * A CSV file of `rows` different Urdu texts (one to three sentences and a receipt number) with an id and a place, in
 * parts. Rows are numbered from `first`, so that several files of one seed hold different texts.
 */
export function* urduCsv(rows: number, first = 0): Generator<string> {
  const { random, sentence, place } = urduSentences(first + 1)
  yield 'id,text,city\n'
  let part = ''
  for (let row = first; row < first + rows; row += 1) {
    const sentences = Array.from({ length: 1 + random(3) }, sentence).join(' ')
    part += `r${row},"${sentences} رسید نمبر ${urduNumber(row)}۔",${place()}\n`
    if ((row + 1) % ROWS_IN_PART > 0) continue
    yield part
    part = ''
  }
  if (part !== '') yield part
}
