import { describe, expect, it } from 'vitest'
import { removeImport, readChunk } from '#renderer/data/commands/import-items.ts'
import { importAnswerCount, listImports, listPeople, projectItems } from '#renderer/data/queries/projects.ts'
import { projectTextKeys } from '#renderer/data/queries/text-keys.ts'
import { checkImport } from '#renderer/workers/import-check.ts'
import { importFailureOf } from '#renderer/workers/import-failure.ts'
import { previewImport } from '#renderer/workers/import-preview.ts'
import { planSchema, type ImportPlan, type ImportProgress } from '#renderer/workers/import-protocol.ts'
import { runImport } from '#renderer/workers/import-run.ts'
import type { ColumnUse } from '#shared/formats/column-use.ts'
import { buildProject, FIELD, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

const csv = (text: string, name = 'f.csv') => new File([text], name)

async function planOf(built: Built, files: File[], change: Partial<ImportPlan> = {}): Promise<ImportPlan> {
  const questions = (await built.data.db.taskVersions.toArray()).at(-1)?.questions ?? []
  const target = { fields: [{ id: FIELD, name: 'متن', language: 'ur' }], questions }
  const preview = await previewImport(files, null, target)
  const plan = {
    who: built.who,
    files,
    settings: preview.settings,
    mapping: preview.mapping,
    target,
    taskVersion: 1,
    duplicates: 'first',
    answersAs: 'suggestion',
    createLabels: false,
    annotatorNames: files.map(() => 'فائل'),
    ...change,
  }
  return planSchema.parse(plan)
}

async function run(built: Built, plan: ImportPlan, onProgress?: (progress: ImportProgress, stop: () => void) => void) {
  const stop = new AbortController()
  const projectKeys = await projectTextKeys(built.data, built.projectId)
  return runImport(built.data, plan, {
    projectKeys,
    signal: stop.signal,
    onProgress: (progress) => onProgress?.(progress, () => stop.abort()),
  })
}

async function check(built: Built, plan: ImportPlan) {
  const projectKeys = await projectTextKeys(built.data, built.projectId)
  const signal = new AbortController().signal
  return checkImport(built.data, plan, { projectKeys, signal, onProgress: () => undefined })
}

const stored = async (built: Built) => {
  const rows = await built.data.db.items.toArray()
  return rows.sort((a, b) => a.order - b.order)
}

const TEXTS = 'no,متن,tone\n1,یہ اچھا ہے,اچھی\n2,یہ بُرا ہے,بُری\n3,یہ اچھا ہے,بُری\n4,\n5,نیا متن,عجیب\n'

describe('import', () => {
  it('adds items in order, keeps what was refused, and writes the whole item into the blob', async () => {
    const built = await buildProject(['پرانا متن'])
    const result = await run(built, await planOf(built, [csv(TEXTS)]))
    expect(result).toMatchObject({ state: 'done', items: 3, duplicates: 1, answers: 0 })
    expect(result.rejected).toEqual({
      count: 1,
      listed: [{ file: 'f.csv', line: 5, column: '', code: 'too-few-columns', got: '4 | ', expected: 3 }],
    })
    const items = await stored(built)
    expect(
      items.map(({ order, sourceId, sourceRow, texts }) => [order, sourceId, sourceRow, texts[FIELD]?.text]),
    ).toEqual([
      [0, 's0', 2, 'پرانا متن'],
      [1, '1', 2, 'یہ اچھا ہے'],
      [2, '2', 3, 'یہ بُرا ہے'],
      [3, '5', 6, 'نیا متن'],
    ])
    expect(items[1]?.texts[FIELD]?.tokens).toEqual([0, 2, 1, 4, 1, 2])
    const chunk = await built.data.db.chunks.where('importId').equals(result.importId).first()
    const lines = await readChunk(built.data, chunk?.sha256 ?? '')
    expect(lines?.[0]).toMatchObject({
      sourceId: '1',
      suggestions: [{ source: 'فائل', answers: { [TONE]: ['good'] } }],
    })
    expect(await built.data.db.suggestions.count()).toBe(2)
    expect(await projectItems(built.data, built.projectId)).toBe(4)
  })

  it('tells beforehand what will happen', async () => {
    const built = await buildProject(['نیا متن'])
    const plan = await planOf(built, [csv(TEXTS)])
    expect(await check(built, plan)).toMatchObject({
      rows: 5,
      items: 3,
      rejected: { count: 1 },
      duplicates: { inFile: 1, inProject: 0, conflicting: 1, examples: [{ line: 4, text: 'یہ اچھا ہے' }] },
      unknownLabels: [{ question: TONE, label: 'عجیب', count: 1 }],
      people: [{ name: 'فائل', count: 2 }],
      answers: 2,
    })
  })

  it('knows texts that lie in the project already, and forgets those of an undone import', async () => {
    const built = await buildProject([])
    const plan = await planOf(built, [csv('متن\nالف\nب\n')])
    const first = await run(built, plan)
    expect(await run(built, plan)).toMatchObject({ items: 0, duplicates: 2 })
    expect(await run(built, { ...plan, duplicates: 'all' })).toMatchObject({ items: 2, duplicates: 0 })
    for (const { id } of await listImports(built.data, built.projectId)) await removeImport(built.data, built.who, id)
    expect(await run(built, plan)).toMatchObject({ items: 2, duplicates: 0 })
    expect(first.items).toBe(2)
  })

  it('gives answers to a person marked as imported, with status, time and a writer of their own', async () => {
    const built = await buildProject([])
    const text = 'متن,tone,annotator\nالف,اچھی,ثنا\nالف,بُری,حمزہ\nب,اچھی,ثنا\nب,بُری,ثنا\n'
    const result = await run(built, await planOf(built, [csv(text)], { answersAs: 'answer' }))
    // The second answer of one person to one item is a duplicate, another person's is an answer.
    expect(result).toMatchObject({ items: 2, answers: 3, duplicates: 1 })
    const people = await listPeople(built.data)
    const annotations = await built.data.db.annotations.toArray()
    const told = annotations.map(({ annotatorId, status, answers }) => [
      people.get(annotatorId)?.name,
      people.get(annotatorId)?.imported,
      status,
      answers[TONE]?.value,
    ])
    const byName = told.sort(([a], [b]) => String(a).localeCompare(String(b), 'ur'))
    expect(byName).toEqual([
      ['ثنا', true, 'done', ['good']],
      ['ثنا', true, 'done', ['good']],
      ['حمزہ', true, 'done', ['bad']],
    ])
    expect(new Set((await built.data.db.writers.toArray()).map(({ annotatorId }) => annotatorId)).size).toBe(3)
    expect(await importAnswerCount(built.data, built.projectId, result.importId)).toBe(3)
    await run(built, await planOf(built, [csv('متن,tone,annotator\nج,اچھی,ثنا\n')], { answersAs: 'answer' }))
    expect((await listPeople(built.data)).size).toBe(3)
  })

  it('keeps settled answers as gold', async () => {
    const built = await buildProject([])
    const result = await run(built, await planOf(built, [csv(TEXTS)], { answersAs: 'gold' }))
    expect(result.answers).toBe(2)
    const gold = await built.data.db.gold.toArray()
    expect(gold.map((row) => row.answers[TONE]?.value)).toEqual(
      expect.arrayContaining([
        { answer: ['good'], from: [] },
        { answer: ['bad'], from: [] },
      ]),
    )
  })

  it('reads spans, checks them against the text and refuses a misfit', async () => {
    const built = await buildProject([])
    const spans = (start: number, end: number) =>
      JSON.stringify([{ id: 's1', start, end, covered: 'لاہور', label: 'جگہ' }])
    const lines = [
      { text: '😡 احمد لاہور گیا', names: spans(7, 12) },
      { text: 'احمد لاہور گیا', names: spans(6, 11) },
    ]
    const file = csv(lines.map((line) => JSON.stringify(line)).join('\n'), 'f.jsonl')
    const plan = await planOf(built, [file], { answersAs: 'answer' })
    const result = await run(built, plan)
    expect(result).toMatchObject({
      items: 1,
      rejected: { count: 1, listed: [{ line: 2, code: 'span-covered-differs' }] },
    })
    const [annotation] = await built.data.db.annotations.toArray()
    expect(annotation?.spans[NAMES]).toMatchObject({
      s1: { value: { field: FIELD, start: 8, end: 13, label: 'place', quote: 'لاہور' } },
    })
  })

  it('leaves whole chunks when cancelled, and says so in the record', async () => {
    const built = await buildProject([])
    const rows = Array.from({ length: 60_000 }, (_none, place) => `متن نمبر ${place} ہے`).join('\n')
    const plan = await planOf(built, [csv(`متن\n${rows}\n`)])
    const result = await run(built, plan, (progress, stop) => progress.items > 0 && stop())
    expect(result.state).toBe('cancelled')
    expect(result.items % 1_000).toBe(0)
    expect(result.items).toBeGreaterThan(0)
    expect(result.items).toBeLessThan(60_000)
    expect(await built.data.db.items.count()).toBe(result.items)
    expect((await listImports(built.data, built.projectId))[0]).toMatchObject({
      state: 'cancelled',
      items: result.items,
    })
  })

  it('waits for a big chunk that is slower than the last one, and tells when it could not be stored', async () => {
    const text = `متن\nپہلا متن\n${'لمبا '.repeat(300_000)}\nآخری متن\n`
    const slow = async (fails: boolean) => {
      const built = await buildProject([])
      const put = built.data.blobs.put.bind(built.data.blobs)
      built.data.blobs.put = async (sha256, bytes) => {
        if (bytes.byteLength > 1_000) {
          await new Promise((resolve) => setTimeout(resolve, 300))
          if (fails) throw new DOMException('full', 'QuotaExceededError')
        }
        await put(sha256, bytes)
      }
      const result = await run(built, await planOf(built, [csv(text)]))
      expect(await built.data.db.items.count()).toBe(result.items)
      return result
    }
    expect(await slow(false)).toMatchObject({ state: 'done', items: 3 })
    expect(await slow(true)).toMatchObject({ state: 'failed', failure: 'disk-full', items: 1 })
  })

  it('keeps what was stored when the file goes away while it is read', async () => {
    const built = await buildProject([])
    const rows = Array.from({ length: 60_000 }, (_none, place) => `متن نمبر ${place} ہے`).join('\n')
    const file = csv(`متن\n${rows}\n`)
    const plan = await planOf(built, [file])
    let reads = 0
    const slice = file.slice.bind(file)
    file.slice = (...range) => {
      reads += 1
      if (reads < 4) return slice(...range)
      const gone = new Blob()
      gone.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotReadableError'))
      return gone
    }
    const result = await run(built, plan)
    expect(result).toMatchObject({ state: 'failed', failure: 'file-gone' })
    expect(await built.data.db.items.count()).toBe(result.items)
    expect((await listImports(built.data, built.projectId))[0]).toMatchObject({ state: 'failed' })
  })

  it('makes one item of each text file of a folder, its name the id', async () => {
    const built = await buildProject([])
    const files = [csv('پہلا\nمتن\n', 'a.txt'), csv('', 'b.txt'), csv('دوسرا', 'c.txt')]
    const plan = await planOf(built, files)
    expect(plan.settings.format).toBe('txt-files')
    await run(built, plan)
    expect((await stored(built)).map(({ sourceId, texts }) => [sourceId, texts[FIELD]?.text])).toEqual([
      ['a.txt', 'پہلا\nمتن'],
      ['c.txt', 'دوسرا'],
    ])
  })

  it('reads UTF-16 with broken quotes row by row', async () => {
    const built = await buildProject([])
    const text = `\uFEFFid\tمتن\n${'1\tسلام\n'.repeat(5)}7\t"کھلا\n8\tآداب\n`
    const plan = await planOf(built, [new File([Buffer.from(text, 'utf16le')], 'f.tsv')], { duplicates: 'all' })
    const result = await run(built, {
      ...plan,
      settings: { ...plan.settings, table: { ...plan.settings.table, quote: '"' } },
    })
    expect(result).toMatchObject({ items: 6, rejected: { count: 1, listed: [{ line: 7, code: 'quote-not-closed' }] } })
  })

  it('gives files that are no text a code', async () => {
    const target = { fields: [], questions: [] }
    const codes = await Promise.all(
      [new File([], 'x.csv'), new File(['  \n'], 'x.csv'), new File(['PK\u0003\u0004'], 'x.xlsx')].map((file) =>
        previewImport([file], null, target).catch((error: unknown) => importFailureOf(error)),
      ),
    )
    expect(codes).toMatchObject([
      { failure: 'file-empty' },
      { failure: 'file-empty' },
      { failure: 'file-binary', detail: 'spreadsheet' },
    ])
  })

  it('stops at an answer of an unknown use', () => {
    const use = { kind: 'nonsense' } as unknown as ColumnUse
    expect(planSchema.shape.mapping.safeParse([{ column: 'a', use }]).success).toBe(false)
  })
})
