import { idSchema } from '#shared/base/id-schema.ts'
import { z } from '#shared/base/schema.ts'
import type { AnnotatorId, FieldId, ImportId, ProjectId, QuestionId } from '#shared/base/ids.ts'
import { fieldSchema } from '#shared/domain/project.ts'
import { questionSchema } from '#shared/domain/question.ts'
import { ENCODINGS } from '#shared/formats/encoding.ts'
import { IMPORT_FORMATS } from '#shared/formats/formats.ts'
import { ROW_ERROR_CODES } from '#shared/formats/row-error.ts'

/** Messages between the import screen and its worker. Types are inferred from these schemas, never written twice. */

export const sourceSettingsSchema = z.object({
  format: z.enum(IMPORT_FORMATS),
  /** `auto` = found in each file by itself. */
  encoding: z.enum(['auto', ...ENCODINGS]),
  table: z.object({ delimiter: z.string().max(1), quote: z.enum(['"', '']), header: z.boolean() }),
})
export type SourceSettings = z.infer<typeof sourceSettingsSchema>

const columnUseSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum([
      'skip',
      'id',
      'annotator',
      'item-id',
      'status',
      'flag',
      'comment',
      'updated-at',
      'active-ms',
      'task-version',
      'guard',
      'annotations',
    ]),
  }),
  z.object({ kind: z.enum(['text', 'checksum']), field: idSchema<FieldId>() }),
  z.object({ kind: z.literal('meta'), name: z.string() }),
  z.object({ kind: z.literal('answer'), question: idSchema<QuestionId>() }),
])

const targetSchema = z.object({ fields: z.array(fieldSchema), questions: z.array(questionSchema) })
const mappingSchema = z.array(z.object({ column: z.string(), use: columnUseSchema }))
const filesSchema = z.array(z.instanceof(File))

/** What becomes of answers that came with the file (data.md, Imported answers). */
export const ANSWER_TREATMENTS = ['suggestion', 'answer', 'gold'] as const
export type AnswerTreatment = (typeof ANSWER_TREATMENTS)[number]

const whoSchema = z.object({ projectId: idSchema<ProjectId>(), annotatorId: idSchema<AnnotatorId>() })

export const planSchema = z.object({
  who: whoSchema,
  files: filesSchema,
  settings: sourceSettingsSchema,
  mapping: mappingSchema,
  target: targetSchema,
  taskVersion: z.number().int().min(1),
  duplicates: z.enum(['first', 'all']),
  answersAs: z.enum(ANSWER_TREATMENTS),
  /** Labels that the project lacks are made before the import runs: what the check counts on. */
  createLabels: z.boolean(),
  /** Whose answers each file holds where no column says so, in the order of the files. */
  annotatorNames: z.array(z.string()),
})
export type ImportPlan = z.infer<typeof planSchema>

export const importRequestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('preview'),
    job: z.number(),
    files: filesSchema,
    settings: sourceSettingsSchema.nullable(),
    target: targetSchema,
  }),
  z.object({ kind: z.literal('check'), job: z.number(), plan: planSchema }),
  z.object({ kind: z.literal('run'), job: z.number(), plan: planSchema }),
  z.object({ kind: z.literal('cancel'), job: z.number() }),
  /** The first message: the way to the stores outside the worker, where there are any. */
  z.object({ kind: z.literal('stores'), port: z.instanceof(MessagePort).nullable() }),
])
export type ImportRequest = z.infer<typeof importRequestSchema>

/** Why a whole file could not be read. The screen translates `import:failed.<code>`. */
export const IMPORT_FAILURES = [
  'file-empty',
  'file-binary',
  'file-gone',
  'disk-full',
  /** Refused before it began: it would not fit. */
  'no-room',
  /** Stopped in the middle, before the disk was full. */
  'space-low',
  'storage-refused',
  'failed',
] as const
export type ImportFailure = (typeof IMPORT_FAILURES)[number]

const fileRowErrorSchema = z.object({
  file: z.string(),
  line: z.number(),
  column: z.string(),
  code: z.enum(ROW_ERROR_CODES),
  got: z.string(),
  expected: z.number().optional(),
})
export type FileRowError = z.infer<typeof fileRowErrorSchema>

const rejectedSchema = z.object({
  count: z.number(),
  /** The first ones, at most MAX_LISTED_ERRORS. */
  listed: z.array(fileRowErrorSchema),
})
export type Rejected = z.infer<typeof rejectedSchema>

export const previewSchema = z.object({
  settings: sourceSettingsSchema,
  /** Encoding found in the first file, whatever the settings say. */
  foundEncoding: z.enum(ENCODINGS),
  confidence: z.number(),
  columns: z.array(z.string()),
  /** Cells in the order of the columns, cut for showing. */
  rows: z.array(z.object({ line: z.number(), cells: z.array(z.string()) })),
  mapping: mappingSchema,
  /** Columns whose values could be the labels of a question. */
  labelColumns: z.array(z.string()),
  ownExport: z.boolean(),
  /** Answers came in a structure of their own (Label Studio). */
  structuredAnswers: z.boolean(),
  totalBytes: z.number(),
})
export type ImportPreview = z.infer<typeof previewSchema>

export const checkSchema = z.object({
  rows: z.number(),
  items: z.number(),
  rejected: rejectedSchema,
  duplicates: z.object({
    inFile: z.number(),
    inProject: z.number(),
    /** Of those in the file: how many carry another answer than the first. */
    conflicting: z.number(),
    examples: z.array(z.object({ line: z.number(), text: z.string() })),
  }),
  unknownLabels: z.array(z.object({ question: idSchema<QuestionId>(), label: z.string(), count: z.number() })),
  people: z.array(z.object({ name: z.string(), count: z.number() })),
  /** Answers that would be stored, those to known texts too. */
  answers: z.number(),
  known: z.object({
    /** Texts that are in the project and get answers. */
    texts: z.number(),
    /** Rows that bring them. */
    rows: z.number(),
    /** Rows whose person has an answer there already: among the duplicates in the project. */
    answered: z.number(),
  }),
})
export type ImportCheck = z.infer<typeof checkSchema>

export const runResultSchema = z.object({
  importId: idSchema<ImportId>(),
  state: z.enum(['done', 'cancelled', 'failed']),
  failure: z.enum(IMPORT_FAILURES).nullable(),
  items: z.number(),
  answers: z.number(),
  /** Texts that were in the project and got answers. */
  known: z.number(),
  duplicates: z.number(),
  rejected: rejectedSchema,
})
export type ImportResult = z.infer<typeof runResultSchema>

const progressSchema = z.object({
  rows: z.number(),
  items: z.number(),
  bytes: z.number(),
  totalBytes: z.number(),
  elapsedMs: z.number(),
})
export type ImportProgress = z.infer<typeof progressSchema>

export const importReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('progress'), job: z.number(), progress: progressSchema }),
  z.object({ kind: z.literal('previewed'), job: z.number(), preview: previewSchema }),
  z.object({ kind: z.literal('checked'), job: z.number(), check: checkSchema }),
  z.object({ kind: z.literal('ended'), job: z.number(), result: runResultSchema }),
  z.object({ kind: z.literal('cancelled'), job: z.number() }),
  z.object({
    kind: z.literal('failed'),
    job: z.number(),
    failure: z.enum(IMPORT_FAILURES),
    /** File it happened to; kind of a binary file. */
    file: z.string(),
    detail: z.string(),
  }),
])
export type ImportReply = z.infer<typeof importReplySchema>

export const MAX_LISTED_ERRORS = 10_000
