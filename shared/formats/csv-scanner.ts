import type { RowErrorCode } from './row-error.ts'

/** One record: its first physical line, its cells, or why it could not be read (cells = what came). */
export type CsvRecord = { line: number; cells: string[]; error: RowErrorCode | null }

type Scan = 'need-more' | { cells: string[]; next: number; error: RowErrorCode | null }

/** How far a closing quote is looked for before the opening one counts as never closed (UTF-16 units). */
const LOOKAHEAD_FACTOR = 3.2

/**
 * CSV records from text in pieces. Own work instead of papaparse's parser for three things that
 * one cannot say: the physical line of each record, going on at the next physical line after a
 * broken quote (so only that row is lost), and a limit on the size of a cell. RFC 4180 otherwise;
 * line ends LF, CRLF or CR.
 */
export class CsvScanner {
  readonly #delimiter: string
  readonly #quote: string
  readonly #maxCell: number
  #buffer = ''
  #at = 0
  #line = 1
  /** No quote closes between these places: spares scanning there again for cells that begin after `from`. */
  #noClose = { from: 0, until: 0 }
  /** The first quote at or after `#at`, once known; Infinity = none in the buffer. */
  #nextQuote = -1
  #droppingLine = false

  constructor(delimiter: string, quote: string, maxCell: number) {
    this.#delimiter = delimiter
    this.#quote = quote
    this.#maxCell = maxCell
  }

  push(text: string): CsvRecord[] {
    this.#buffer = this.#at === 0 ? this.#buffer + text : this.#buffer.slice(this.#at) + text
    this.#noClose = { from: this.#noClose.from - this.#at, until: this.#noClose.until - this.#at }
    this.#at = 0
    this.#nextQuote = -1
    return this.#records(false)
  }

  end(): CsvRecord[] {
    return this.#records(true)
  }

  #records(last: boolean): CsvRecord[] {
    const records: CsvRecord[] = []
    while (this.#at < this.#buffer.length) {
      if (this.#droppingLine) {
        if (!this.#dropLine(last)) break
        continue
      }
      const scan = this.#record(last)
      if (scan === 'need-more') {
        if (!this.#lineTooLong()) break
        records.push({ line: this.#line, cells: [this.#buffer.slice(this.#at, this.#at + 200)], error: 'cell-too-big' })
        this.#droppingLine = true
        continue
      }
      const blank = scan.error === null && scan.cells.length === 1 && scan.cells[0] === ''
      if (!blank) records.push({ line: this.#line, cells: scan.cells, error: scan.error })
      this.#line += countLines(this.#buffer, this.#at, scan.next)
      this.#at = scan.next
    }
    return records
  }

  /** True when the unfinished line outside quotes is past every limit: it is dropped as it comes. */
  #lineTooLong(): boolean {
    return this.#buffer.length - this.#at > this.#maxCell * LOOKAHEAD_FACTOR
  }

  #dropLine(last: boolean): boolean {
    const end = this.#lineEnd(this.#at, last)
    if (end === null) {
      this.#at = this.#buffer.length
      return false
    }
    this.#at = end.next
    this.#line += 1
    this.#droppingLine = false
    return true
  }

  /** End of the physical line from `from`; null when it has not come yet. */
  #lineEnd(from: number, last: boolean): { end: number; next: number } | null {
    const buffer = this.#buffer
    const lf = buffer.indexOf('\n', from)
    const limit = lf === -1 ? buffer.length : lf
    const cr = indexWithin(buffer, '\r', from, limit)
    if (cr !== -1) {
      if (cr + 1 === lf) return { end: cr, next: lf + 1 }
      // A CR at the end of a piece may be half of a CRLF.
      if (cr + 1 === buffer.length && !last) return null
      return { end: cr, next: cr + 1 }
    }
    if (lf !== -1) return { end: lf, next: lf + 1 }
    return last ? { end: buffer.length, next: buffer.length } : null
  }

  #record(last: boolean): Scan {
    const line = this.#lineEnd(this.#at, last)
    const quoteAt = this.#quoteFrom(this.#at)
    if (line && quoteAt >= line.end) return this.#plainRecord(line)
    if (quoteAt === Infinity) return 'need-more'
    return this.#quotedRecord(last)
  }

  /** Known places are kept: looking through the whole buffer for each row would be quadratic. */
  #quoteFrom(at: number): number {
    if (this.#quote === '') return Infinity
    if (this.#nextQuote < at) {
      const found = this.#buffer.indexOf(this.#quote, at)
      this.#nextQuote = found === -1 ? Infinity : found
    }
    return this.#nextQuote
  }

  #plainRecord(line: { end: number; next: number }): Scan {
    const text = this.#buffer.slice(this.#at, line.end)
    const cells = this.#delimiter === '' ? [text] : text.split(this.#delimiter)
    if (text.length > this.#maxCell && cells.some((cell) => cell.length > this.#maxCell)) {
      return { cells: [text.slice(0, 200)], next: line.next, error: 'cell-too-big' }
    }
    return { cells, next: line.next, error: null }
  }

  /** A record in which quotes stand: cell by cell. */
  #quotedRecord(last: boolean): Scan {
    const buffer = this.#buffer
    const cells: string[] = []
    let tooBig = false
    let at = this.#at
    for (;;) {
      const cell = buffer[at] === this.#quote ? this.#quotedCell(at, last) : this.#plainCell(at, last)
      if (cell === 'need-more') return 'need-more'
      if (cell === 'quote-not-closed' || cell === 'quote-broken') return this.#giveUpRow(cell, last)
      tooBig ||= cell.text.length > this.#maxCell
      cells.push(tooBig ? cell.text.slice(0, 200) : cell.text)
      if (cell.next !== null) return { cells, next: cell.next, error: tooBig ? 'cell-too-big' : null }
      at = cell.end + this.#delimiter.length
    }
  }

  /** Only the broken row is lost: reading goes on at the next physical line. */
  #giveUpRow(error: RowErrorCode, last: boolean): Scan {
    const line = this.#lineEnd(this.#at, last)
    if (line === null) return 'need-more'
    return { cells: [this.#buffer.slice(this.#at, Math.min(line.end, this.#at + 300))], next: line.next, error }
  }

  /** `next` = start of the next record when this cell ends the record. */
  #plainCell(from: number, last: boolean): { text: string; end: number; next: number | null } | 'need-more' {
    const line = this.#lineEnd(from, last)
    const limit = line ? line.end : this.#buffer.length
    const delimiter = this.#delimiter === '' ? -1 : indexWithin(this.#buffer, this.#delimiter, from, limit)
    if (delimiter !== -1) return { text: this.#buffer.slice(from, delimiter), end: delimiter, next: null }
    if (line === null) return 'need-more'
    return { text: this.#buffer.slice(from, line.end), end: line.end, next: line.next }
  }

  #quotedCell(
    from: number,
    last: boolean,
  ): { text: string; end: number; next: number | null } | 'need-more' | 'quote-not-closed' | 'quote-broken' {
    const close = this.#closingQuote(from, last)
    if (typeof close === 'string') return close
    let after = close + 1
    while (isBlank(this.#buffer, after) && this.#delimiter !== this.#buffer[after]) after += 1
    if (after >= this.#buffer.length && !last) return 'need-more'
    const text = this.#buffer.slice(from + 1, close).replaceAll(this.#quote + this.#quote, this.#quote)
    if (this.#delimiter !== '' && this.#buffer.startsWith(this.#delimiter, after))
      return { text, end: after, next: null }
    const line = this.#lineEnd(after, last)
    if (line === null && this.#buffer[after] === '\r') return 'need-more'
    if (line === null || line.end !== after) return 'quote-broken'
    return { text, end: after, next: line.next }
  }

  /** Place of the quote that closes the one at `from`: the first run of an odd number of quotes. */
  #closingQuote(from: number, last: boolean): number | 'need-more' | 'quote-not-closed' {
    const buffer = this.#buffer
    const quote = this.#quote
    let at = from + 1
    let run = runLength(buffer, quote, at)
    if (at + run >= buffer.length && !last) return 'need-more'
    if (run % 2 === 1) return at + run - 1
    at += run
    if (from >= this.#noClose.from) at = Math.max(at, this.#noClose.until)
    for (;;) {
      const next = buffer.indexOf(quote, at)
      if (next === -1) {
        this.#noClose = { from, until: buffer.length }
        break
      }
      run = runLength(buffer, quote, next)
      // A run that touches the end of the piece may go on in the next.
      if (next + run >= buffer.length && !last) {
        this.#noClose = { from, until: next }
        break
      }
      if (run % 2 === 1) return next + run - 1
      at = next + run
    }
    if (!last && buffer.length - from <= this.#maxCell * LOOKAHEAD_FACTOR) return 'need-more'
    return 'quote-not-closed'
  }
}

function isBlank(text: string, at: number): boolean {
  return text[at] === ' ' || text[at] === '\t'
}

function runLength(text: string, letter: string, from: number): number {
  let length = 0
  while (text[from + length] === letter) length += 1
  return length
}

/** `indexOf` that never looks past `limit`: a plain one would search the whole buffer for each row. */
function indexWithin(text: string, wanted: string, from: number, limit: number): number {
  if (limit - from > 256) {
    const found = text.slice(from, limit).indexOf(wanted)
    return found === -1 ? -1 : from + found
  }
  const code = wanted.charCodeAt(0)
  for (let at = from; at < limit; at += 1) if (text.charCodeAt(at) === code) return at
  return -1
}

function countLines(text: string, from: number, to: number): number {
  let lines = 0
  for (let at = from; at < to; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) lines += 1
  }
  return lines
}
