import { MAX_CELL_LENGTH } from './row-error.ts'

export type Line = { number: number; text: string; tooLong: boolean }

/** Cuts text that comes in pieces into physical lines (LF, CRLF, lone CR). A line over the limit is cut, not kept. */
export class LineSplitter {
  readonly #limit: number
  #rest = ''
  #number = 1
  #dropping = false

  constructor(limit = MAX_CELL_LENGTH) {
    this.#limit = limit
  }

  push(text: string): Line[] {
    return this.#split(this.#rest + text, false)
  }

  end(): Line[] {
    const lines = this.#split(this.#rest, true)
    if (this.#rest !== '' || this.#dropping) lines.push(this.#line(this.#rest))
    this.#rest = ''
    return lines
  }

  #split(buffer: string, atEnd: boolean): Line[] {
    const lines: Line[] = []
    const lineEnd = /\r\n|\n|\r/g
    let start = 0
    for (;;) {
      lineEnd.lastIndex = start
      const match = lineEnd.exec(buffer)
      // A CR at the very end may be half of a CRLF.
      if (!match || (!atEnd && match[0] === '\r' && match.index === buffer.length - 1)) break
      lines.push(this.#line(buffer.slice(start, match.index)))
      start = match.index + match[0].length
    }
    this.#rest = buffer.slice(start)
    if (this.#rest.length > this.#limit) {
      this.#dropping = true
      this.#rest = this.#rest.slice(0, 200) + (this.#rest.endsWith('\r') ? '\r' : '')
    }
    return lines
  }

  #line(text: string): Line {
    const tooLong = this.#dropping || text.length > this.#limit
    this.#dropping = false
    return { number: this.#number++, text: tooLong ? text.slice(0, 200) : text, tooLong }
  }
}
