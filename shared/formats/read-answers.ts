import type { FieldId, LabelId, SpanId } from '../base/ids.ts'
import { isGraphemeEdge, type SpanValue } from '../domain/span.ts'
import type { ChoiceQuestion, Question, SpansQuestion } from '../domain/question.ts'
import { fitOffsets } from '../text/offsets.ts'
import { cellText } from './cell-text.ts'
import { isRecord } from './is-record.ts'
import { labelFinder } from './label-finder.ts'
import type { RowErrorCode } from './row-error.ts'

/** An answer of one question as the project stores it. `id` is the file's own span id, '' = none. */
export type ReadAnswer =
  | { kind: 'choice'; labels: LabelId[] }
  | { kind: 'spans'; spans: { id: SpanId | ''; value: SpanValue }[] }

export type AnswerOutcome =
  | { ok: true; answer: ReadAnswer | null; unknown: string[] }
  | { ok: false; code: RowErrorCode; got: string }

export type FieldTexts = ReadonlyMap<FieldId, string>

function parseList(text: string): unknown[] | null {
  if (!text.startsWith('[')) return null
  try {
    const value: unknown = JSON.parse(text)
    return Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

/** Names in a cell: a JSON list, else the cell itself, else its parts where each part is a label. */
function writtenLabels(value: unknown, question: Question): string[] {
  if (Array.isArray(value)) return value.map(cellText)
  const text = cellText(value).trim()
  if (text === '') return []
  const list = parseList(text)
  if (list) return list.map(cellText)
  const finder = labelFinder(question)
  if (finder.find(text) !== null) return [text]
  const parts = text.split(/\s*[|;,،]\s*/).filter((part) => part !== '')
  return parts.length > 1 && parts.every((part) => finder.find(part) !== null) ? parts : [text]
}

/** A choice answer from a cell. Unknown labels are named, not guessed; the labels keep the question's order. */
export function readChoice(value: unknown, question: ChoiceQuestion): AnswerOutcome {
  const finder = labelFinder(question)
  const unknown: string[] = []
  const found = new Set<string>()
  for (const name of writtenLabels(value, question)) {
    const label = finder.find(name)
    if (label === null) unknown.push(name)
    else found.add(label)
  }
  const labels = question.labels.map((label) => label.id).filter((id) => found.has(id))
  if (labels.length > 1 && !question.multiple) return { ok: false, code: 'answer-broken', got: cellText(value) }
  return { ok: true, answer: labels.length === 0 ? null : { kind: 'choice', labels }, unknown }
}

export type WrittenSpan = {
  id: string
  field: string
  start: number
  end: number
  covered: string | null
  label: string
}

function fieldOf(span: WrittenSpan, question: SpansQuestion, texts: FieldTexts): FieldId | null {
  if (texts.has(span.field as FieldId)) return span.field as FieldId
  const allowed = question.fields.length > 0 ? question.fields.filter((field) => texts.has(field)) : [...texts.keys()]
  const fitting = allowed.find((field) => fitOffsets(texts.get(field) ?? '', span.start, span.end, span.covered).ok)
  return fitting ?? allowed[0] ?? null
}

/** Spans fitted to the texts: offsets are tried in every unit, a misfit is an error and never a shift. */
export function readSpans(written: readonly WrittenSpan[], question: SpansQuestion, texts: FieldTexts): AnswerOutcome {
  const finder = labelFinder(question)
  const unknown: string[] = []
  const spans: { id: SpanId | ''; value: SpanValue }[] = []
  for (const span of written) {
    const got = `${span.start}–${span.end} ${span.covered ?? ''}`
    const field = fieldOf(span, question, texts)
    const text = field === null ? '' : (texts.get(field) ?? '')
    const fit = fitOffsets(text, span.start, span.end, span.covered)
    if (field === null || !fit.ok) return { ok: false, code: fit.ok ? 'answer-broken' : fit.code, got }
    if (fit.start >= fit.end) return { ok: false, code: 'span-outside-text', got }
    if (!isGraphemeEdge(text, fit.start) || !isGraphemeEdge(text, fit.end))
      return { ok: false, code: 'span-splits-letter', got }
    const label = finder.find(span.label)
    if (label === null) unknown.push(span.label)
    else
      spans.push({
        id: span.id as SpanId,
        value: { field, start: fit.start, end: fit.end, label, quote: text.slice(fit.start, fit.end) },
      })
  }
  return { ok: true, answer: { kind: 'spans', spans }, unknown }
}

function asWrittenSpan(value: unknown): WrittenSpan | null {
  if (!isRecord(value)) return null
  const { start, end } = value
  const label = Array.isArray(value.labels) ? cellText(value.labels[0]) : cellText(value.label)
  if (typeof start !== 'number' || typeof end !== 'number' || label === '') return null
  const covered = value.covered ?? value.text
  return {
    id: cellText(value.id),
    field: cellText(value.field),
    start,
    end,
    covered: typeof covered === 'string' ? covered : null,
    label,
  }
}

/** Whether a cell holds spans as `readSpansCell` reads them; a list of mere words, `['a', 'b']`, does not. */
export function holdsSpans(text: string): boolean {
  const written = parseList(text.trim())?.map(asWrittenSpan)
  return written !== undefined && !written.includes(null)
}

/** Spans from a cell: a JSON list of `{id,start,end,covered,label}`. */
export function readSpansCell(value: unknown, question: SpansQuestion, texts: FieldTexts): AnswerOutcome {
  const text = typeof value === 'string' ? value.trim() : ''
  if (value === null || value === undefined || (typeof value === 'string' && text === ''))
    return { ok: true, answer: null, unknown: [] }
  const list = Array.isArray(value) ? value : parseList(text)
  const written = list?.map(asWrittenSpan)
  if (!written || written.includes(null)) return { ok: false, code: 'answer-broken', got: cellText(value) }
  return readSpans(
    written.filter((span) => span !== null),
    question,
    texts,
  )
}

export function readAnswerCell(value: unknown, question: Question, texts: FieldTexts): AnswerOutcome {
  return question.kind === 'choice' ? readChoice(value, question) : readSpansCell(value, question, texts)
}
