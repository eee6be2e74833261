import { LineSplitter, type Line } from './line-splitter.ts'
import { rowError, type RowError } from './row-error.ts'
import { emptyCells, type ParsedRows, type RowParser, type SourceRow } from './row-parser.ts'

/** Columns a token of CoNLL-U gives its row. */
export const FORM_COLUMN = 'form'
export const UPOS_COLUMN = 'upos'
export const SENTENCE_COLUMN = 'sentence'

/** ID FORM LEMMA UPOS XPOS FEATS HEAD DEPREL DEPS MISC. */
export const CONLLU_COLUMNS = 10

/** Every token keeps its sentence, so a file without blank lines would grow by the square of its length. */
export const MAX_SENTENCE_TOKENS = 2_000
export const MAX_SENTENCE_LENGTH = 20_000

const COMMENT = /^#\s*(sent_id|text)\s*=\s*(.*)$/
const WORD = /^\d{1,9}$/
const RANGE = /^\d+-(\d{1,9})$/
const EMPTY_NODE = /^\d+\.\d+$/

type Token = { line: number; id: number; form: string; lemma: string; upos: string; xpos: string }

/** `_` stands for nothing, except where it is the form itself. */
function plain(cell: string | undefined): string {
  return cell === undefined || cell === '_' ? '' : cell
}

const compact = (text: string) => text.replaceAll(/\s+/g, '')

/** One sentence while its lines come in. */
class Sentence {
  id: string | null = null
  text: string | null = null
  tokens: Token[] = []
  lastId = 0
  lastLine = 0
  /** A line of it could not be read: that an id is missing has been said. */
  broken = false
  /** Over the limits: its tokens are errors, those that came and those that follow. */
  tooLong = false
  #joined = ''
  /** Last word of the multiword token that has given its letters already. */
  #coveredTo = 0

  /** Adds what stands in the text: a multiword token, or a word outside of one. */
  write(id: number, form: string, misc: string) {
    if (id <= this.#coveredTo) return
    this.#joined += misc.split('|').includes('SpaceAfter=No') ? form : `${form} `
  }

  cover(range: string, form: string, misc: string) {
    this.write(Number.MAX_SAFE_INTEGER, form, misc)
    this.#coveredTo = Number(RANGE.exec(range)?.[1] ?? 0)
  }

  get wording(): string {
    return this.text ?? this.#joined.trimEnd()
  }

  get isOverLimits(): boolean {
    return this.tokens.length > MAX_SENTENCE_TOKENS || this.wording.length > MAX_SENTENCE_LENGTH
  }

  /** What the comment with the text has beyond the tokens; '' when the tokens reach its end. */
  get rest(): string {
    const said = compact(this.text ?? '')
    const come = compact(this.#joined)
    return this.broken || this.tooLong || !said.startsWith(come) ? '' : said.slice(come.length)
  }
}

/**
 * CoNLL-U: a row for each token, with its form, its tag and its sentence. Multiword ranges (`1-2`) give their letters to
 * the sentence and their words as rows; empty nodes (`1.1`) are passed over. A sentence without `# text` is joined from
 * its forms; one without `# sent_id` takes its number in the file. Holds one sentence.
 */
export class ConlluParser implements RowParser {
  readonly #lines = new LineSplitter()
  #sentence = new Sentence()
  #number = 1

  push(text: string): ParsedRows {
    const out: ParsedRows = { rows: [], errors: [] }
    for (const line of this.#lines.push(text)) this.#take(line, out)
    return out
  }

  end(): ParsedRows {
    const out: ParsedRows = { rows: [], errors: [] }
    for (const line of this.#lines.end()) this.#take(line, out, true)
    const { tokens, rest, lastLine } = this.#sentence
    if (tokens.length > 0 && rest !== '') out.errors.push(rowError(lastLine + 1, '', 'sentence-cut', rest))
    this.#finish(out)
    return out
  }

  #take(line: Line, out: ParsedRows, last = false) {
    this.#sentence.lastLine = line.number
    if (line.tooLong) {
      this.#sentence.broken = true
      out.errors.push(rowError(line.number, '', 'cell-too-big', line.text))
    } else if (line.text.trim() === '') this.#finish(out)
    else if (line.text.startsWith('#')) this.#comment(line, out)
    else {
      const error = this.#token(line, line.text.split('\t'), last)
      if (error === null) return
      out.errors.push(error)
      if (error.code !== 'token-missing') this.#sentence.broken = true
    }
  }

  #comment(line: Line, out: ParsedRows) {
    const [, name, value = ''] = COMMENT.exec(line.text) ?? []
    if (name === undefined) return
    // The head of a sentence ends the one before, though the blank line between them is missing.
    if (this.#sentence.tokens.length > 0) this.#finish(out)
    if (name === 'text') this.#sentence.text = value.trim()
    else this.#sentence.id = value.trim()
  }

  #token({ number, text }: Line, cells: readonly string[], last: boolean): RowError | null {
    if (cells.length !== CONLLU_COLUMNS) {
      const few = cells.length < CONLLU_COLUMNS
      if (few && last) return rowError(number, '', 'sentence-cut', text)
      return { ...rowError(number, '', few ? 'too-few-columns' : 'too-many-columns', text), expected: CONLLU_COLUMNS }
    }
    const [id = '', form = '', lemma, upos, xpos] = cells
    const misc = cells[CONLLU_COLUMNS - 1] ?? ''
    if (EMPTY_NODE.test(id)) return null
    if (RANGE.test(id)) {
      this.#sentence.cover(id, form, misc)
      return null
    }
    if (!WORD.test(id)) return rowError(number, 'id', 'token-id-broken', id)
    return this.#word({
      token: { line: number, id: Number(id), form, lemma: plain(lemma), upos: plain(upos), xpos: plain(xpos) },
      misc,
    })
  }

  #word({ token, misc }: { token: Token; misc: string }): RowError | null {
    const sentence = this.#sentence
    const expected = sentence.lastId + 1
    if (sentence.tooLong) return rowError(token.line, '', 'sentence-too-long', token.form)
    if (token.id < expected) return { ...rowError(token.line, 'id', 'token-repeated', String(token.id)), expected }
    sentence.tokens.push(token)
    sentence.lastId = token.id
    sentence.write(token.id, token.form, misc)
    sentence.tooLong = sentence.isOverLimits
    if (token.id === expected || sentence.broken) return null
    return { ...rowError(token.line, 'id', 'token-missing', String(token.id)), expected }
  }

  /** Gives out the sentence and begins the next. */
  #finish({ rows, errors }: ParsedRows) {
    const sentence = this.#sentence
    if (sentence.tokens.length === 0) {
      this.#begin(sentence.broken)
      return
    }
    const { wording, id, tokens, tooLong } = sentence
    const name = id === null || id === '' ? String(this.#number) : id
    if (tooLong) for (const { line, form } of tokens) errors.push(rowError(line, '', 'sentence-too-long', form))
    else for (const token of tokens) rows.push(rowOf(token, name, wording))
    this.#begin(true)
  }

  #begin(counts: boolean) {
    this.#sentence = new Sentence()
    if (counts) this.#number += 1
  }
}

function rowOf({ line, id, form, lemma, upos, xpos }: Token, sentenceId: string, sentence: string): SourceRow {
  const cells = Object.assign(emptyCells(), {
    id: `${sentenceId}:${id}`,
    [FORM_COLUMN]: form,
    [UPOS_COLUMN]: upos,
    [SENTENCE_COLUMN]: sentence,
    ...(lemma !== '' && { lemma }),
    ...(xpos !== '' && { xpos }),
  })
  return { line, cells, place: tokenPlace(`${sentenceId}:${id}`, sentence) }
}

/** What tells a token from others of the same form: its id and its sentence. */
export function tokenPlace(id: string, sentence: string): string {
  return `${id}\u001F${sentence}`
}

/** Whether a text begins as CoNLL-U does: head comments, and lines of ten columns that begin with the number of a token. */
export function looksLikeConllu({ text, whole }: { text: string; whole: boolean }): boolean {
  const lines = text.split(/\r\n|\n|\r/)
  // The last line of a sample may be cut.
  if (!whole) lines.pop()
  const content = lines.filter((line) => line.trim() !== '').slice(0, 400)
  const tokens = content.filter((line) => !line.startsWith('#'))
  const fitting = tokens.filter((line) => /^\d+(?:[-.]\d+)?\t/.test(line) && line.split('\t').length === CONLLU_COLUMNS)
  return fitting.length > 0 && fitting.length * 10 >= tokens.length * 8 && content.some((line) => COMMENT.test(line))
}
