import { describe, expect, it } from 'vitest'
import { saveTask } from '#renderer/data/commands/change-project.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import { currentTask, listImports, listPeople } from '#renderer/data/queries/projects.ts'
import { projectTextKeys } from '#renderer/data/queries/text-keys.ts'
import { checkImport } from '#renderer/workers/import-check.ts'
import { previewImport } from '#renderer/workers/import-preview.ts'
import { planSchema, type ImportPlan } from '#renderer/workers/import-protocol.ts'
import { runImport } from '#renderer/workers/import-run.ts'
import type { QuestionId } from '#shared/base/ids.ts'
import { peopleOfFiles } from '#shared/formats/file-people.ts'
import { partOfSpeech } from '#shared/templates/part-of-speech.ts'
import { buildProject, FIELD, TONE, type Built } from '#tests/support/build-data.ts'

const UPOS = 'upos' as QuestionId

type Word = readonly [form: string, tag: string]

/** Sentences by their ids as a CoNLL-U file. */
function conllu(sentences: Readonly<Record<string, readonly Word[]>>): string {
  return Object.entries(sentences)
    .map(([id, words]) => {
      const text = words.map(([form]) => form).join(' ')
      const tokens = words.map(([form, tag], place) =>
        [place + 1, form, '_', tag, '_', '_', 0, 'dep', '_', '_'].join('\t'),
      )
      return `# sent_id = ${id}\n# text = ${text}\n${tokens.join('\n')}\n`
    })
    .join('\n')
}

/** «وہ» stands in both sentences, and twice in the second. */
const SABA = conllu({
  s1: [
    ['وہ', 'PRON'],
    ['باغ', 'NOUN'],
    ['گیا', 'VERB'],
  ],
  s2: [
    ['وہ', 'DET'],
    ['باغ', 'NOUN'],
    ['وہ', 'PRON'],
    ['لایا', 'VERB'],
  ],
})
const SANA = SABA.replace('VERB', 'AUX')

const file = (person: string, text: string) => new File([text], `گاؤں.annotator-${person}.conllu`)

async function withTags(): Promise<Built> {
  const built = await buildProject([])
  await saveTask(built.data, built.who, { questions: partOfSpeech.questions })
  return built
}

async function planOf(built: Built, files: File[], change: Partial<ImportPlan> = {}): Promise<ImportPlan> {
  const task = await currentTask(built.data, built.projectId)
  const target = { fields: [{ id: FIELD, name: 'متن', language: 'ur' }], questions: task?.questions ?? [] }
  const { settings, mapping } = await previewImport(files, null, target)
  return planSchema.parse({
    who: built.who,
    files,
    settings,
    mapping,
    target,
    taskVersion: task?.version ?? 1,
    duplicates: 'first',
    answersAs: 'answer',
    createLabels: false,
    annotatorNames: peopleOfFiles(files.map(({ name }) => name)),
    ...change,
  })
}

async function options(built: Built) {
  const projectKeys = await projectTextKeys(built.data, built.projectId)
  return { projectKeys, signal: new AbortController().signal, onProgress: () => undefined }
}

const run = async (built: Built, files: File[], change: Partial<ImportPlan> = {}) =>
  runImport(built.data, await planOf(built, files, change), await options(built))

const check = async (built: Built, files: File[], change: Partial<ImportPlan> = {}) =>
  checkImport(built.data, await planOf(built, files, change), await options(built))

/** Every item with its answers by person, as one line each. */
async function told(built: Built, question: QuestionId = UPOS): Promise<string[]> {
  const people = await listPeople(built.data)
  const items = (await built.data.db.items.toArray()).toSorted((a, b) => a.order - b.order)
  const annotations = await built.data.db.annotations.toArray()
  return items.map(({ id, sourceId, texts }) => {
    const answers = annotations
      .filter(({ itemId }) => itemId === id)
      .map((one) => `${people.get(one.annotatorId)?.name}=${String(one.answers[question]?.value)}/${one.status}`)
    return [sourceId, texts[FIELD]?.text, ...answers.toSorted()].join(' ')
  })
}

const BOTH = [
  's1:1 وہ saba=PRON/done sana=PRON/done',
  's1:2 باغ saba=NOUN/done sana=NOUN/done',
  's1:3 گیا saba=VERB/done sana=AUX/done',
  's2:1 وہ saba=DET/done sana=DET/done',
  's2:2 باغ saba=NOUN/done sana=NOUN/done',
  's2:3 وہ saba=PRON/done sana=PRON/done',
  's2:4 لایا saba=VERB/done sana=VERB/done',
]

describe('importing CoNLL-U of two people', () => {
  it('makes an item of each word, with its sentence, and one answer of each person, both files together', async () => {
    const built = await withTags()
    const files = [file('saba', SABA), file('sana', SANA)]
    expect(await check(built, files)).toMatchObject({
      rows: 14,
      items: 7,
      answers: 14,
      duplicates: { inFile: 0, inProject: 0 },
      unknownLabels: [],
      people: [
        { name: 'saba', count: 7 },
        { name: 'sana', count: 7 },
      ],
    })
    expect(await run(built, files)).toMatchObject({ state: 'done', items: 7, answers: 14, known: 0, duplicates: 0 })
    expect(await told(built)).toEqual(BOTH)
    const [first] = await built.data.db.items.toArray()
    expect(first?.metadata).toEqual({ sentence: expect.stringMatching(/^وہ باغ/) as string })
  })

  it('comes to the same when the files come one after the other, and tells so beforehand', async () => {
    const built = await withTags()
    expect(await run(built, [file('saba', SABA)])).toMatchObject({ items: 7, answers: 7 })
    const second = [file('sana', SANA)]
    expect(await check(built, second)).toMatchObject({
      rows: 7,
      items: 0,
      answers: 7,
      known: { texts: 7, rows: 7, answered: 0 },
      duplicates: { inFile: 0, inProject: 0 },
    })
    expect(await run(built, second)).toMatchObject({ state: 'done', items: 0, answers: 7, known: 7, duplicates: 0 })
    expect(await told(built)).toEqual(BOTH)
    const records = await listImports(built.data, built.projectId)
    expect(records.map(({ items, answered }) => [items, answered])).toEqual(
      expect.arrayContaining([
        [7, undefined],
        [0, 7],
      ]),
    )
  })

  it('leaves the answer of a person who answers twice as it was, and counts it as repeated', async () => {
    const built = await withTags()
    await run(built, [file('saba', SABA), file('sana', SANA)])
    const changed = [file('saba', SABA.replaceAll('NOUN', 'PROPN'))]
    expect(await check(built, changed)).toMatchObject({
      answers: 0,
      known: { texts: 0, rows: 0, answered: 7 },
      duplicates: { inProject: 7 },
    })
    expect(await run(built, changed)).toMatchObject({ items: 0, answers: 0, known: 0, duplicates: 7 })
    expect(await told(built)).toEqual(BOTH)
    // Twice in one import too: the first stays.
    const twice = await withTags()
    const same = [file('saba', SABA), file('saba', SABA.replaceAll('NOUN', 'PROPN'))]
    expect(await run(twice, same)).toMatchObject({ items: 7, answers: 7, duplicates: 7 })
    expect(await told(twice)).toContain('s1:2 باغ saba=NOUN/done')
  })

  it('adds new words and answers to known ones in one import', async () => {
    const built = await withTags()
    await run(built, [file('saba', SABA)])
    const more = `${SANA}\n${conllu({ s3: [['وہ', 'PRON']] })}`
    expect(await check(built, [file('sana', more)])).toMatchObject({ items: 1, answers: 8, known: { texts: 7 } })
    expect(await run(built, [file('sana', more)])).toMatchObject({ items: 1, answers: 8, known: 7, duplicates: 0 })
    expect(await told(built)).toEqual([...BOTH, 's3:1 وہ sana=PRON/done'])
  })

  it('counts answers whose labels will be made before the import', async () => {
    const built = await withTags()
    const own = SABA.replaceAll('NOUN', 'ISM')
    expect(await check(built, [file('saba', own)], { createLabels: true })).toMatchObject({
      answers: 7,
      unknownLabels: [{ question: UPOS, label: 'ISM', count: 2 }],
    })
    expect(await check(built, [file('saba', own)])).toMatchObject({ answers: 5 })
  })

  it('does not give answers to words of an import that was undone', async () => {
    const built = await withTags()
    const first = await run(built, [file('saba', SABA)])
    await removeImport(built.data, built.who, first.importId)
    expect(await run(built, [file('sana', SANA)])).toMatchObject({ items: 7, known: 0 })
  })

  it('adds the answers to more words than wait at once', async () => {
    const built = await withTags()
    const words = Array.from({ length: 1_200 }, (_none, place): [string, readonly Word[]] => [
      `w${place}`,
      [['وہ', place % 2 === 0 ? 'PRON' : 'DET']],
    ])
    const text = conllu(Object.fromEntries(words))
    expect(await run(built, [file('saba', text)])).toMatchObject({ items: 1_200, answers: 1_200 })
    expect(await run(built, [file('sana', text)])).toMatchObject({ items: 0, answers: 1_200, known: 1_200 })
    const lines = await told(built)
    expect(lines[1_199]).toBe('w1199:1 وہ saba=DET/done sana=DET/done')
    expect(new Set(lines.map((line) => line.split(' ').slice(1).join(' ')))).toEqual(
      new Set(['وہ saba=PRON/done sana=PRON/done', 'وہ saba=DET/done sana=DET/done']),
    )
  }, 120_000)
})

const csv = (text: string, name = 'f.csv') => new File([text], name)

describe('answers to texts that are in the project', () => {
  it('come from a table too, and a second question of the same person is no repetition', async () => {
    const built = await buildProject([])
    await run(built, [csv('no,متن,tone\n1,نہر سوکھ گئی,اچھی\n2,بارش ہوئی,اچھی\n', 'ali.csv')])
    const second = csv('no,متن,tone\n1,نہر سوکھ گئی,بُری\n2,بارش ہوئی,\n3,نئی سڑک بنی,بُری\n', 'omar.csv')
    // A row without an answer is a repeated text, as before.
    expect(await run(built, [second])).toMatchObject({ items: 1, answers: 2, known: 1, duplicates: 1 })
    expect(await told(built, TONE)).toEqual([
      '1 نہر سوکھ گئی ali=good/done omar=bad/done',
      '2 بارش ہوئی ali=good/done',
      '3 نئی سڑک بنی omar=bad/done',
    ])
  })

  it('stay repeated texts as suggestions, with another id, or where several texts fit', async () => {
    const built = await buildProject([])
    const text = 'no,متن,tone\n1,نہر سوکھ گئی,اچھی\n2,بارش ہوئی,اچھی\n'
    await run(built, [csv(text, 'ali.csv')])
    const again = [csv(text.replaceAll('اچھی', 'بُری'), 'omar.csv')]
    expect(await run(built, again, { answersAs: 'suggestion' })).toMatchObject({ known: 0, duplicates: 2 })
    const otherIds = [csv('no,متن,tone\n7,نہر سوکھ گئی,بُری\n', 'omar.csv')]
    expect(await run(built, otherIds)).toMatchObject({ known: 0, duplicates: 1 })
    await run(built, [csv(text, 'ali.csv')], { duplicates: 'all' })
    expect(await run(built, again)).toMatchObject({ known: 0, duplicates: 2, answers: 0 })
    expect(await run(built, again, { duplicates: 'all' })).toMatchObject({ items: 2, answers: 2 })
  })

  it('become settled once', async () => {
    const built = await buildProject([])
    await run(built, [csv('متن,tone\nنہر سوکھ گئی,\nبارش ہوئی,\n')])
    const gold = (answer: string) => [csv(`متن,tone\nنہر سوکھ گئی,${answer}\n`)]
    expect(await run(built, gold('اچھی'), { answersAs: 'gold' })).toMatchObject({ items: 0, known: 1, answers: 1 })
    expect(await run(built, gold('بُری'), { answersAs: 'gold' })).toMatchObject({ known: 0, duplicates: 1 })
    const rows = await built.data.db.gold.toArray()
    expect(rows.map(({ answers }) => answers[TONE]?.value)).toEqual([{ answer: ['good'], from: [] }])
  })

  it('of several tables, each the answers of the person its name says, lie on the same texts', async () => {
    const built = await buildProject([])
    const files = [
      csv('متن,tone\nنہر سوکھ گئی,\nبارش ہوئی,اچھی\n', 'round-ali.csv'),
      csv('متن,tone\nنہر سوکھ گئی,بُری\nبارش ہوئی,بُری\n', 'round-omar.csv'),
    ]
    expect(await run(built, files)).toMatchObject({ items: 2, answers: 3, duplicates: 0 })
    expect(await told(built, TONE)).toEqual([' نہر سوکھ گئی omar=bad/done', ' بارش ہوئی ali=good/done omar=bad/done'])
  })

  it('comes in every time where all repeated texts are kept', async () => {
    const built = await buildProject([])
    const files = [
      csv('متن,tone\nنہر سوکھ گئی,\nنہر سوکھ گئی,\nبارش ہوئی,اچھی\nبارش ہوئی,بُری\n', 'round-ali.csv'),
      csv('متن,tone\nبارش ہوئی,اچھی\n', 'round-omar.csv'),
    ]
    expect(await run(built, files, { duplicates: 'all' })).toMatchObject({ items: 4, answers: 3, duplicates: 0 })
  })
})
