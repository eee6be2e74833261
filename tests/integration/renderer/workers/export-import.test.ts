import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importAnswers } from '#renderer/data/commands/import-answers.ts'
import { prepareChunk, newImportId, recordChunk, setImport } from '#renderer/data/commands/import-items.ts'
import { createProfile } from '#renderer/data/commands/profiles.ts'
import { currentTask, getProject, listPeople } from '#renderer/data/queries/projects.ts'
import { runExport } from '#renderer/workers/export-run.ts'
import type { ExportJob } from '#renderer/workers/export-protocol.ts'
import { previewImport } from '#renderer/workers/import-preview.ts'
import { planSchema } from '#renderer/workers/import-protocol.ts'
import { runImport } from '#renderer/workers/import-run.ts'
import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type LabelId, type SpanId } from '#shared/base/ids.ts'
import { answerOf, spansOf } from '#shared/domain/annotation.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { BlobItem } from '#shared/domain/item.ts'
import { STATUSES, type Status } from '#shared/domain/status.ts'
import { exportColumns, type RowShape } from '#shared/formats/export-row.ts'
import type { CsvStyle } from '#shared/formats/export-writer.ts'
import { buildProject, FIELD, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

/** What breaks careless tables: each piece has broken one in the field. */
const PIECES = [
  'یہ ',
  'کتاب ',
  'کِتَابٌ ',
  '🙂',
  '👩🏽‍🌾 ',
  'می\u200cخواہم ',
  '\u200f12.5\u200f ',
  'Hope Foundation ',
  'ا۔ب۔ج ',
  '"قول" ',
  "'",
  ',',
  ';',
  '\t',
  '\n',
  '\r\n',
  '=1+1',
  '+92',
  '-5',
  '@نام ',
  '\\',
  '\u2028',
  '[1]',
  '{"a":1}',
  '۱۲۳',
  ' ',
]

const textArbitrary = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 9 })
  .map((pieces) => pieces.join(''))
  .filter((text) => text.trim() !== '')

type Work = {
  person: 0 | 1
  status: Status
  tone: 'good' | 'bad' | null
  /** Places of span edges as shares of the text's letters. */
  spans: { from: number; length: number; label: string }[]
  flag: boolean
  comment: string
  activeMs: number
}

const share = fc.double({ min: 0, max: 0.999, noNaN: true })
const workArbitrary: fc.Arbitrary<Omit<Work, 'person'>> = fc.record({
  status: fc.constantFrom(...STATUSES),
  tone: fc.constantFrom('good', 'bad', null),
  spans: fc.array(fc.record({ from: share, length: share, label: fc.constantFrom('person', 'place') }), {
    maxLength: 3,
  }),
  flag: fc.boolean(),
  comment: fc.oneof(fc.constant(''), textArbitrary),
  activeMs: fc.integer({ min: 0, max: 90_000 }),
})

const itemArbitrary = fc.record({
  text: textArbitrary,
  city: fc.oneof(fc.constant(''), textArbitrary),
  first: fc.option(workArbitrary, { nil: null }),
  second: fc.option(workArbitrary, { nil: null }),
})
type Given = { text: string; city: string; first: Omit<Work, 'person'> | null; second: Omit<Work, 'person'> | null }

/** Letters as people see them: a span may not cut one. */
const letters = (text: string) =>
  [...new Intl.Segmenter('ur', { granularity: 'grapheme' }).segment(text)].map((one) => one.index)

function spanChanges(work: Omit<Work, 'person'>, text: string): AnswerChange[] {
  const edges = [...letters(text), text.length]
  return work.spans.map(({ from, length, label }, index) => {
    const first = Math.floor(from * (edges.length - 1))
    const last = Math.min(edges.length - 1, first + 1 + Math.floor(length * 4))
    const [start = 0, end = text.length] = [edges[first], edges[last]]
    const value = { field: FIELD, start, end, label: label as LabelId, quote: text.slice(start, end) }
    return { kind: 'span.set', question: NAMES, span: `sp${index}` as SpanId, value }
  })
}

function changesOf(work: Omit<Work, 'person'>, text: string): AnswerChange[] {
  return [
    ...(work.tone === null ? [] : [{ kind: 'answer.set', question: TONE, value: [work.tone] } satisfies AnswerChange]),
    ...spanChanges(work, text),
    ...(work.comment === '' ? [] : [{ kind: 'comment.set', key: '', value: work.comment } satisfies AnswerChange]),
    ...(work.flag ? [{ kind: 'item.flag', value: true } satisfies AnswerChange] : []),
    { kind: 'item.status', value: work.status },
  ]
}

async function buildWork(given: readonly Given[]): Promise<Built> {
  const built = await buildProject([])
  const { data, who } = built
  const lines = given.map(({ text, city }, index): BlobItem => ({
    texts: { [FIELD]: { text, language: 'ur', tokens: [0, text.length] } },
    sourceId: `s${index}`,
    sourceRow: index + 2,
    metadata: { city },
    textKey: `k${index}`,
    suggestions: [],
  }))
  const importId = newImportId(data)
  const chunk = await prepareChunk(data, lines)
  await recordChunk(data, who, { importId, firstOrder: 0 }, chunk)
  await setImport(data, who, importId, {
    fileName: 'f.csv',
    startedAt: data.clock.now(),
    state: 'done',
    items: lines.length,
    rejected: 0,
    duplicates: 0,
  })
  const people = [built.annotatorId, (await createProfile(data, { name: 'ثنا, "خان"', colour: 2 })).id]
  for (const [index, item] of given.entries()) {
    for (const [person, work] of [item.first, item.second].entries()) {
      if (work === null) continue
      const answer = {
        itemId: itemId(chunk.id, index),
        annotatorId: people[person] as AnnotatorId,
        changes: changesOf(work, item.text),
        at: data.clock.now(),
        activeMs: work.activeMs,
      }
      await importAnswers(data, who, [answer], 1)
    }
  }
  return built
}

type Style = { format: 'csv' | 'jsonl'; shape: RowShape; csv: CsvStyle }

async function exportFile(built: Built, { format, shape, csv }: Style): Promise<{ file: File; sha256: string }> {
  const { data, projectId } = built
  const project = defined(await getProject(data, projectId), 'project')
  const { questions } = defined(await currentTask(data, projectId), 'task')
  const people = await listPeople(data)
  const job: ExportJob = {
    who: built.who,
    format,
    shape,
    columns: exportColumns({ project, questions, shape, locale: 'ur' }, ['city']),
    csv,
    about: {
      nishan_format: 1,
      app_version: '0',
      project: project.name,
      project_id: projectId,
      offset_unit: 'unicode_code_point',
    },
    filter: { annotators: null, statuses: STATUSES, unanswered: true, gold: false },
    names: Object.fromEntries([...people].map(([id, { name }]) => [id, name])),
    locale: 'ur',
  }
  const parts: Uint8Array<ArrayBuffer>[] = []
  const run = runExport(data, job)
  let step = await run.next()
  while (!step.done) {
    parts.push(step.value.bytes)
    step = await run.next()
  }
  return { file: new File(parts, `export.${format}`), sha256: step.value.sha256 }
}

async function importFile(file: File): Promise<Built> {
  const built = await buildProject([])
  const project = defined(await getProject(built.data, built.projectId), 'project')
  const task = defined(await currentTask(built.data, built.projectId), 'task')
  const target = { fields: project.fields, questions: task.questions }
  const preview = await previewImport([file], null, target)
  expect(preview.ownExport).toBe(true)
  const plan = planSchema.parse({
    who: built.who,
    files: [file],
    settings: preview.settings,
    mapping: preview.mapping,
    target,
    taskVersion: 1,
    duplicates: 'all',
    answersAs: 'answer',
    createLabels: false,
    annotatorNames: ['x'],
  })
  const result = await runImport(built.data, plan, {
    projectKeys: [],
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })
  expect(result).toMatchObject({ state: 'done', duplicates: 0, rejected: { count: 0 } })
  return built
}

/** All that an export promises to carry, by source id and name: ids of items are made anew. */
async function content({ data, projectId }: Built) {
  const people = await listPeople(data)
  const items = (await data.db.items.toArray()).filter((item) => item.projectId === projectId)
  const sources = new Map(items.map((item) => [item.id, item.sourceId]))
  const texts = items
    .sort((a, b) => a.order - b.order)
    .map(({ sourceId, texts: { [FIELD]: text }, metadata }) => ({ sourceId, text: text?.text, metadata }))
  const annotations = (await data.db.annotations.toArray())
    .map((row) => ({
      source: sources.get(row.itemId) ?? '',
      annotator: people.get(row.annotatorId)?.name ?? '',
      status: row.status,
      tone: answerOf(row, TONE),
      spans: spansOf(row, NAMES)
        .map(({ id, value }) => ({ id, ...value }))
        .sort((a, b) => (a.id < b.id ? -1 : 1)),
      flag: row.flag?.value ?? false,
      comment: row.comments['']?.value ?? '',
      activeMs: row.activeMs,
      updatedAt: row.updatedAt,
      taskVersion: row.taskVersion,
    }))
    .sort((a, b) => `${a.source} ${a.annotator}`.localeCompare(`${b.source} ${b.annotator}`))
  return { texts, annotations }
}

const CSV_STYLES: CsvStyle[] = [
  { encoding: 'utf-8-bom', guard: true },
  { encoding: 'utf-8', guard: false },
  { encoding: 'utf-16le', guard: true },
]
const STYLES: [name: string, style: Style][] = [
  ...CSV_STYLES.flatMap((csv) =>
    (['annotation', 'item'] as const).map((shape): [string, Style] => [
      `CSV, ${csv.encoding}, a row per ${shape}`,
      { format: 'csv', shape, csv },
    ]),
  ),
  ...(['annotation', 'item'] as const).map((shape): [string, Style] => [
    `JSONL, a row per ${shape}`,
    { format: 'jsonl', shape, csv: { encoding: 'utf-8', guard: false } },
  ]),
]

describe('an export comes back into an empty project with nothing lost', () => {
  it.each(STYLES)('%s', async (_name, style) => {
    await fc.assert(
      fc.asyncProperty(fc.array(itemArbitrary, { minLength: 1, maxLength: 6 }), async (given) => {
        const built = await buildWork(given)
        const { file } = await exportFile(built, style)
        const back = await importFile(file)
        expect(await content(back)).toEqual(await content(built))
      }),
      { numRuns: 20 },
    )
  })

  it('says the SHA-256 of the very bytes it wrote', async () => {
    const built = await buildWork([{ text: 'ایک 🙂 متن', city: 'ملتان', first: null, second: null }])
    const { file, sha256 } = await exportFile(built, { format: 'jsonl', shape: 'annotation', csv: CSV_STYLES[1]! })
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
    expect(sha256).toBe([...digest].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
    expect(JSON.parse(await file.text())).toMatchObject({
      nishan_format: 1,
      app_version: '0',
      offset_unit: 'unicode_code_point',
      source_id: 's0',
    })
  })
})
