import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import { answerOf, spansOf, type Annotation } from '../domain/annotation.ts'
import type { Item } from '../domain/item.ts'
import { labelName } from '../domain/label.ts'
import type { Project } from '../domain/project.ts'
import type { Question } from '../domain/question.ts'
import { defined } from '../base/assert.ts'
import { codePointMap, type OffsetMap } from '../text/offsets.ts'

export type RowShape = 'annotation' | 'item' | 'span'

/** A cell: text, a number, or structured data that CSV writes as JSON. */
export type ExportCell = string | number | boolean | null | readonly unknown[] | Record<string, unknown>
export type ExportRow = Record<string, ExportCell>

/**
 * An annotation as exported: whose it is has been settled (name or code). `settled`, of gold answers: who settled it ('' =
 * not known) and from how many answers; 0 = known beforehand.
 */
export type ExportAnnotation = { annotation: Annotation; annotator: string; settled?: { by: string; from: number } }

export type ExportContext = {
  project: Pick<Project, 'fields'>
  questions: readonly Question[]
  shape: RowShape
  /** 'ur' or 'en': which label names are written. */
  locale: string
}

const sha256Hex = (text: string) => bytesToHex(sha256(utf8ToBytes(text)))

/** Label names are unique within a question, so a name is enough to find the label again. */
function labelNameIn(question: Question, id: string, locale: string): string {
  const label = question.labels.find((one) => one.id === id)
  return label === undefined ? id : labelName(label, locale)
}

/** Column of a question: its id where a fixed column or another question has its title. */
export function questionColumns(questions: readonly Question[], metadata: readonly string[] = []): Map<string, string> {
  const taken = new Set<string>([...FIXED_COLUMNS, ...metadata])
  const columns = new Map<string, string>()
  for (const question of questions) {
    const column = taken.has(question.title) ? `answer.${question.id}` : question.title
    taken.add(column)
    columns.set(question.id, column)
  }
  return columns
}

export const FIXED_COLUMNS = [
  'item_id',
  'source_id',
  'annotator',
  'status',
  'flag',
  'comment',
  'updated_at',
  'active_ms',
  'task_version',
  'annotations',
  'question',
  'span_id',
  'start',
  'end',
  'covered',
  'label',
  'nishan_guard',
  'settled_by',
  'settled_from',
] as const

/** Columns of gold answers alone. */
const GOLD_COLUMNS = ['settled_by', 'settled_from']

/** The answer of one question: a label, a JSON list of labels, or a JSON list of spans in code points. */
function answerCell(question: Question, annotation: Annotation, item: Item, locale: string): ExportCell {
  if (question.kind === 'choice') {
    const value = answerOf(annotation, question.id)
    const names = Array.isArray(value) ? value.map((id) => labelNameIn(question, String(id), locale)) : []
    if (question.multiple) return value === null ? '' : names
    return names[0] ?? ''
  }
  return spanCells(question, annotation, item, locale)
}

type SpanCell = { id: string; start: number; end: number; covered: string; label: string; field: string }

function spanCells(question: Question, annotation: Annotation, item: Item, locale: string): SpanCell[] {
  const maps = new Map<string, OffsetMap>()
  const mapOf = (field: string) => {
    const known = maps.get(field) ?? codePointMap(item.texts[field]?.text ?? '')
    maps.set(field, known)
    return known
  }
  return spansOf(annotation, question.id).map(({ id, value }) => ({
    id,
    start: defined(mapOf(value.field).fromUtf16(value.start), 'code point of a span start'),
    end: defined(mapOf(value.field).fromUtf16(value.end), 'code point of a span end'),
    covered: value.quote,
    label: labelNameIn(question, value.label, locale),
    field: value.field,
  }))
}

function itemCells(item: Item, { project }: ExportContext): ExportRow {
  const row: ExportRow = { item_id: item.id, source_id: item.sourceId }
  for (const field of project.fields) {
    const text = item.texts[field.id]?.text ?? ''
    row[`text.${field.id}`] = text
    row[`sha256.${field.id}`] = sha256Hex(text)
  }
  for (const [name, value] of Object.entries(item.metadata)) row[`meta.${name}`] = value
  return row
}

function annotationCells({ annotation, annotator, settled }: ExportAnnotation): ExportRow {
  return {
    annotator,
    status: annotation.status,
    flag: annotation.flag?.value ?? false,
    comment: annotation.comments['']?.value ?? '',
    updated_at: annotation.updatedAt === 0 ? '' : new Date(annotation.updatedAt).toISOString(),
    active_ms: annotation.activeMs,
    task_version: annotation.taskVersion,
    ...(settled && { settled_by: settled.by, settled_from: settled.from }),
  }
}

/** Rows of one item in the wished shape (data.md, Export rows). An item without annotations gives one row. */
export function exportRows(item: Item, annotations: readonly ExportAnnotation[], context: ExportContext): ExportRow[] {
  switch (context.shape) {
    case 'item':
      return [{ ...itemCells(item, context), annotations: annotations.map((one) => nested(one, item, context)) }]
    case 'annotation':
      return annotations.length === 0
        ? [itemCells(item, context)]
        : annotations.map((one) => ({
            ...itemCells(item, context),
            ...annotationCells(one),
            ...answers(one, item, context),
          }))
    case 'span':
      return annotations.flatMap((one) => spanRows(one, item, context))
  }
}

function answers({ annotation }: ExportAnnotation, item: Item, { questions, locale }: ExportContext): ExportRow {
  const columns = questionColumns(questions)
  const row: ExportRow = {}
  for (const question of questions)
    row[columns.get(question.id) ?? question.id] = answerCell(question, annotation, item, locale)
  return row
}

function nested(one: ExportAnnotation, item: Item, context: ExportContext): Record<string, unknown> {
  const { questions, locale } = context
  const entries = questions.map((question) => [question.id, answerCell(question, one.annotation, item, locale)])
  return { ...annotationCells(one), answers: Object.fromEntries(entries) as Record<string, unknown> }
}

function spanRows(one: ExportAnnotation, item: Item, context: ExportContext): ExportRow[] {
  const base = { ...itemCells(item, context), ...annotationCells(one) }
  const rows = context.questions.flatMap((question) =>
    question.kind === 'spans'
      ? spanCells(question, one.annotation, item, context.locale).map(({ id, field, ...span }) => ({
          ...base,
          question: question.title,
          field,
          span_id: id,
          ...span,
        }))
      : [],
  )
  const none = { question: '', field: '', span_id: '', start: '', end: '', covered: '', label: '' }
  return rows.length > 0 ? rows : [{ ...base, ...none }]
}

/** Every column of an export in order: those of items, of annotations (of gold answers too), then of answers or spans. */
export function exportColumns(context: ExportContext, metadata: readonly string[], gold = false): string[] {
  const { project, questions, shape } = context
  const item = ['item_id', 'source_id', ...project.fields.flatMap(({ id }) => [`text.${id}`, `sha256.${id}`])]
  const meta = metadata.map((name) => `meta.${name}`)
  const own = ['annotator', 'status', 'flag', 'comment', 'updated_at', 'active_ms', 'task_version']
  const person = gold ? [...own, ...GOLD_COLUMNS] : own
  if (shape === 'item') return [...item, ...meta, 'annotations']
  if (shape === 'span') {
    return [...item, ...meta, ...person, 'question', 'field', 'span_id', 'start', 'end', 'covered', 'label']
  }
  return [...item, ...meta, ...person, ...questionColumns(questions, meta).values()]
}
