import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { STATUSES, type Status } from '#shared/domain/status.ts'
import { exportColumns, type RowShape } from '#shared/formats/export-row.ts'
import type { CsvStyle, TextEncodingName } from '#shared/formats/export-writer.ts'
import { GOLD_NAME, type ExportFilter } from '#renderer/data/queries/export-pages.ts'
import type { Reach } from '#renderer/data/queries/reach.ts'
import type { ExportFormat, ExportJob } from '#renderer/workers/export-protocol.ts'

export type Which = 'answered' | 'finished' | 'everything'

export type ExportOptions = {
  format: ExportFormat
  shape: RowShape
  which: Which
  /** '' = everyone. */
  annotator: AnnotatorId | ''
  gold: boolean
  /** Answers of training rounds too. */
  training: boolean
  encoding: TextEncodingName
  guard: boolean
  names: 'codes' | 'names'
  /** Labels by the project's own names or their English ones: never by the language of the screen. */
  labelNames: 'own' | 'english'
  /** Columns left out. */
  without: readonly string[]
}

export const FIRST_OPTIONS: ExportOptions = {
  format: 'csv',
  shape: 'annotation',
  which: 'answered',
  annotator: '',
  gold: false,
  training: false,
  encoding: 'utf-8-bom',
  guard: true,
  names: 'codes',
  labelNames: 'own',
  without: [],
}

const STATUSES_OF: Record<Which, readonly Status[]> = {
  answered: ['done', 'unsure'],
  finished: STATUSES.filter((status) => status !== 'open'),
  everything: STATUSES,
}

export function filterOf(options: ExportOptions): ExportFilter {
  return {
    annotators: options.annotator === '' ? null : [options.annotator],
    statuses: STATUSES_OF[options.which],
    unanswered: options.which === 'everything',
    gold: options.gold,
    training: options.training,
  }
}

/** What stands in the annotator column: A1, A2 … in the order people came, or names. */
export function exportNames(people: readonly Annotator[], kind: ExportOptions['names']): Record<string, string> {
  const entries = people.map((person, index) => [person.id, kind === 'codes' ? `A${index + 1}` : person.name] as const)
  return { ...Object.fromEntries(entries), [GOLD_NAME]: GOLD_NAME }
}

export type ExportSubject = {
  project: Project
  task: TaskVersion
  people: readonly Annotator[]
  /** Those who settled answers and gave none. */
  deciders: readonly Annotator[]
  metadata: readonly string[]
  /** Whose answers the person may read. */
  reach: Reach
  /** Items of training rounds. */
  training: number
  appVersion: string
}

export function allColumns({ project, task, metadata }: ExportSubject, options: ExportOptions): string[] {
  return exportColumns(
    { project, questions: task.questions, shape: options.shape, locale: localeOf(options) },
    metadata,
    options.gold,
  )
}

export function jobOf(subject: ExportSubject, options: ExportOptions, annotatorId: AnnotatorId): ExportJob {
  const { project, people, deciders, appVersion } = subject
  const csv: CsvStyle = { encoding: options.encoding, guard: options.guard }
  return {
    who: { projectId: project.id, annotatorId },
    format: options.format,
    shape: options.shape,
    columns: allColumns(subject, options).filter((column) => !options.without.includes(column)),
    csv,
    about: {
      nishan_format: 1,
      app_version: appVersion,
      project: project.name,
      project_id: project.id,
      offset_unit: 'unicode_code_point',
    },
    filter: filterOf(options),
    names: exportNames([...people, ...deciders], options.names),
    locale: localeOf(options),
  }
}

function localeOf({ labelNames }: ExportOptions): 'ur' | 'en' {
  return labelNames === 'english' ? 'en' : 'ur'
}

/** Whether there are English names to choose. */
export function hasEnglishNames({ task }: ExportSubject): boolean {
  return task.questions.some((question) => question.labels.some((label) => label.nameEn !== ''))
}

/** A file name that every system takes: letters of any script, digits and hyphens, then the day. */
export function exportFileName(project: Pick<Project, 'name'>, format: ExportFormat, day: string): string {
  const name = project.name
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60)
  return `${name || 'nishan'}-${day}.${format}`
}
