import type { TaskVersion } from '#shared/domain/project.ts'
import type { ChoiceQuestion } from '#shared/domain/question.ts'
import type { ColumnMapping } from '#shared/formats/column-use.ts'
import { peopleOfFiles } from '#shared/formats/file-people.ts'
import type {
  AnswerTreatment,
  ImportCheck,
  ImportFailure,
  ImportPreview,
  ImportProgress,
  ImportResult,
  SourceSettings,
} from '#renderer/workers/import-protocol.ts'

export type Failure = { failure: ImportFailure; file: string; detail: string; room?: MissingRoom }

/** Of an import that would not fit, in bytes. */
export type MissingRoom = { need: number; free: number; missing: number }

/** What the person has chosen for one file, or one drop of files. */
export type Choices = {
  /** Null until the first preview has guessed. */
  settings: SourceSettings | null
  mapping: readonly ColumnMapping[]
  duplicates: 'first' | 'all'
  answersAs: AnswerTreatment
  /** Whose answers each file holds where no column says so, in the order of the files. */
  annotatorNames: readonly string[]
  createLabels: boolean
  /** Questions made from columns here: the project has them once the file comes in. */
  newQuestions: readonly ChoiceQuestion[]
}

export type CheckState =
  | { state: 'none' }
  | { state: 'running'; progress: ImportProgress | null }
  | { state: 'done'; check: ImportCheck }

export type ImportState = {
  step: 'file' | 'columns' | 'adding' | 'done'
  files: File[]
  reading: boolean
  preview: ImportPreview | null
  choices: Choices
  check: CheckState
  progress: ImportProgress | null
  result: ImportResult | null
  failure: Failure | null
}

export const NO_CHOICES: Choices = {
  settings: null,
  mapping: [],
  duplicates: 'first',
  answersAs: 'suggestion',
  annotatorNames: [],
  createLabels: true,
  newQuestions: [],
}

export const EMPTY_IMPORT: ImportState = {
  step: 'file',
  files: [],
  reading: false,
  preview: null,
  choices: NO_CHOICES,
  check: { state: 'none' },
  progress: null,
  result: null,
  failure: null,
}

export type ImportEvent =
  | { kind: 'files'; files: File[] }
  | { kind: 'choose'; choices: Partial<Choices> }
  | { kind: 'reading' }
  | { kind: 'previewed'; preview: ImportPreview }
  | { kind: 'check'; check: CheckState }
  | { kind: 'adding' }
  | { kind: 'progress'; progress: ImportProgress }
  | { kind: 'ended'; result: ImportResult }
  | { kind: 'failed'; failure: Failure }
  | { kind: 'back' }

function previewed(state: ImportState, preview: ImportPreview): ImportState {
  const columnsAsBefore =
    state.preview !== null && JSON.stringify(state.preview.columns) === JSON.stringify(preview.columns)
  const first = state.preview === null
  return {
    ...state,
    step: 'columns',
    reading: false,
    preview,
    failure: null,
    choices: {
      ...state.choices,
      settings: preview.settings,
      mapping: columnsAsBefore ? state.choices.mapping : preview.mapping,
      // What people tagged token by token are answers.
      ...(first && preview.settings.format === 'conllu' && ({ answersAs: 'answer' } as const)),
      // Our own file comes back as it went out; its rows say themselves which are one text.
      ...(first && preview.ownExport && ({ answersAs: 'answer' } as const)),
    },
  }
}

export function importReducer(state: ImportState, event: ImportEvent): ImportState {
  switch (event.kind) {
    case 'files': {
      const annotatorNames = peopleOfFiles(event.files.map((file) => file.name))
      return { ...EMPTY_IMPORT, files: event.files, reading: true, choices: { ...NO_CHOICES, annotatorNames } }
    }
    case 'choose':
      return { ...state, choices: { ...state.choices, ...event.choices } }
    case 'reading':
      return { ...state, reading: true, check: { state: 'none' } }
    case 'previewed':
      return previewed(state, event.preview)
    case 'check':
      return { ...state, check: event.check }
    case 'adding':
      return { ...state, step: 'adding', progress: null, result: null }
    case 'progress':
      return { ...state, progress: event.progress }
    case 'ended':
      return { ...state, step: 'done', result: event.result }
    case 'failed':
      return { ...EMPTY_IMPORT, failure: event.failure }
    case 'back':
      return EMPTY_IMPORT
    default:
      return state
  }
}

type Questions = Pick<Choices, 'mapping' | 'newQuestions'>

/** Questions made from columns that the columns still name, and that the project does not have yet. */
export function usedNewQuestions({ newQuestions, mapping }: Questions, task: TaskVersion): ChoiceQuestion[] {
  return newQuestions.filter(
    ({ id }) =>
      mapping.some(({ use }) => use.kind === 'answer' && use.question === id) &&
      task.questions.every((question) => question.id !== id),
  )
}

/** The task as it will be: with the questions that are made from columns. */
export function taskWithNew(task: TaskVersion, choices: Questions): TaskVersion {
  const added = usedNewQuestions(choices, task)
  return added.length === 0 ? task : { ...task, questions: [...task.questions, ...added] }
}

export function hasTextColumn(mapping: readonly ColumnMapping[]): boolean {
  return mapping.some(({ use }) => use.kind === 'text')
}

/** Whether the names of the files say whose answers they hold. */
export function asksForPeople(state: ImportState): boolean {
  const { answersAs, mapping } = state.choices
  const named = mapping.some(({ use }) => use.kind === 'annotator' || use.kind === 'annotations')
  return answersAs === 'answer' && bringsAnswers(state) && !named
}

/** Whether the file brings answers at all: then the person says what they are. */
export function bringsAnswers({ preview, choices }: ImportState): boolean {
  return (
    preview?.structuredAnswers === true ||
    choices.mapping.some(({ use }) => use.kind === 'answer' || use.kind === 'annotations' || use.kind === 'status')
  )
}
