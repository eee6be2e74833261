import { jsonRow } from './json-row.ts'
import { MAX_CELL_LENGTH, rowError } from './row-error.ts'
import type { ParsedRows, RowParser } from './row-parser.ts'

/** An object around the list, such as `{"data": [{…`: the list is what we read. */
const WRAPPED = /^\s*\{\s*"[^"\\]{0,200}"\s*:\s*\[\s*\{/
const WRAPPER_LENGTH = 400
const EXCERPT = 300

/**
 * Elements of a JSON list (or of several objects in a row), one at a time: brackets are counted
 * outside strings, each element is then parsed alone. So memory holds one element, a broken one
 * whose brackets balance loses only itself, one over the limit is passed over, and each has its line.
 */
export class JsonParser implements RowParser {
  readonly #limit: number
  #buffer = ''
  /** Next letter to look at; may lie one past the buffer after a backslash at its end. */
  #at = 0
  /** Start of the element being read; -1 between elements. */
  #start = -1
  #startLine = 1
  #line = 1
  #depth = 0
  #inString = false
  /** First letters of an element over the limit that is being passed over; '' = none is. */
  #dropped = ''
  #begun = false
  #finished = false

  constructor(limit = MAX_CELL_LENGTH) {
    this.#limit = limit
  }

  push(text: string): ParsedRows {
    if (!this.#finished) this.#buffer += text
    return this.#scan(false)
  }

  end(): ParsedRows {
    const parsed = this.#scan(true)
    if (this.#start !== -1) {
      const code = this.#dropped === '' ? 'json-broken' : 'cell-too-big'
      parsed.errors.push(rowError(this.#startLine, '', code, this.#dropped + this.#buffer.slice(0, EXCERPT)))
    }
    return parsed
  }

  #scan(last: boolean): ParsedRows {
    const parsed: ParsedRows = { rows: [], errors: [] }
    if (!this.#begun && !this.#begin(last)) return parsed
    const sign = /["{}[\]\\\n]/g
    while (!this.#finished) {
      sign.lastIndex = this.#at
      const match = sign.exec(this.#buffer)
      if (!match) {
        this.#at = Math.max(this.#at, this.#buffer.length)
        break
      }
      this.#at = match.index + 1
      this.#step(match[0], parsed)
    }
    this.#trim()
    return parsed
  }

  /** Forgets what has been read, and all but the head of an element that is too long. */
  #trim() {
    if (this.#start !== -1 && this.#at - this.#start > this.#limit) {
      if (this.#dropped === '') this.#dropped = this.#buffer.slice(this.#start, this.#start + EXCERPT)
      this.#start = Math.min(this.#at, this.#buffer.length)
    }
    const keep = this.#start === -1 ? Math.min(this.#at, this.#buffer.length) : this.#start
    this.#buffer = this.#finished ? '' : this.#buffer.slice(keep)
    this.#at -= keep
    if (this.#start !== -1) this.#start = 0
  }

  /** Steps over an outer object around the list; false while too little has come to tell. */
  #begin(last: boolean): boolean {
    const wrapped = WRAPPED.exec(this.#buffer)
    if (!wrapped && !last && this.#buffer.length < WRAPPER_LENGTH) return false
    if (wrapped) {
      this.#at = wrapped[0].length - 1
      this.#line += wrapped[0].split('\n').length - 1
    }
    this.#begun = true
    return true
  }

  #step(sign: string, parsed: ParsedRows) {
    if (sign === '\n') this.#line += 1
    else if (this.#inString) this.#stepInString(sign, parsed)
    else if (sign === '"') this.#open(true)
    else if (sign === '{' || sign === '[') this.#openBracket(sign)
    else if ((sign === '}' || sign === ']') && this.#start !== -1) this.#close(parsed)
    else if (sign === ']') this.#finished = true
  }

  #stepInString(sign: string, parsed: ParsedRows) {
    if (sign === '\\') this.#at += 1
    if (sign !== '"') return
    this.#inString = false
    if (this.#depth === 0) this.#emit(parsed)
  }

  #openBracket(sign: string) {
    // The bracket of the list itself opens no element.
    if (sign === '[' && this.#start === -1) return
    this.#open(false)
    this.#depth += 1
  }

  #open(string: boolean) {
    if (this.#start === -1) {
      this.#start = this.#at - 1
      this.#startLine = this.#line
      this.#depth = 0
    }
    this.#inString = string
  }

  #close(parsed: ParsedRows) {
    this.#depth -= 1
    if (this.#depth === 0) this.#emit(parsed)
  }

  #emit(parsed: ParsedRows) {
    const text = this.#buffer.slice(this.#start, this.#at)
    const tooBig = this.#dropped !== '' || text.length > this.#limit
    const row = tooBig
      ? rowError(this.#startLine, '', 'cell-too-big', this.#dropped + text.slice(0, EXCERPT))
      : jsonRow(this.#startLine, text)
    if (row !== null && 'code' in row) parsed.errors.push(row)
    else if (row !== null) parsed.rows.push(row)
    this.#start = -1
    this.#dropped = ''
  }
}
