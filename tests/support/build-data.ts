import 'fake-indexeddb/auto'
import { createDataContext, type DataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { createProfile } from '#renderer/data/commands/profiles.ts'
import { createProject } from '#renderer/data/commands/create-project.ts'
import { newImportId, prepareChunk, recordChunk, setImport } from '#renderer/data/commands/import-items.ts'
import type { AnnotatorId, FieldId, LabelId, ProjectId, QuestionId } from '#shared/base/ids.ts'
import type { BlobItem } from '#shared/domain/item.ts'
import type { Label } from '#shared/domain/label.ts'
import { memoryBlobStore } from './memory-blob-store.ts'

let databases = 0

export function buildData(): DataContext {
  databases += 1
  let now = Date.UTC(2026, 10, 25, 6)
  return createDataContext({
    db: new NishanDatabase(`test-${databases}-${Math.random()}`),
    blobs: memoryBlobStore(),
    clock: { now: () => (now += 1_000) },
  })
}

export const FIELD = 'text' as FieldId
export const TONE = 'tone' as QuestionId
export const NAMES = 'names' as QuestionId

export function buildLabel(id: string, name: string, colour: number, parent: string | null = null): Label {
  return {
    id: id as LabelId,
    name,
    nameEn: '',
    colour,
    hotkey: null,
    description: '',
    example: '',
    parent: parent as LabelId | null,
    retired: false,
  }
}

export function buildItem(text: string, number: number): BlobItem {
  return {
    texts: { [FIELD]: { text, language: 'ur', tokens: [0, text.length] } },
    sourceId: `s${number}`,
    sourceRow: number + 2,
    metadata: { city: 'ملتان' },
    textKey: `k${text}`,
    suggestions: [],
  }
}

export type Built = {
  data: DataContext
  projectId: ProjectId
  annotatorId: AnnotatorId
  who: { projectId: ProjectId; annotatorId: AnnotatorId }
}

/** A project with a choice question, a spans question and the given texts, all through the real commands. */
export async function buildProject(texts: readonly string[], data = buildData()): Promise<Built> {
  const { id: annotatorId } = await createProfile(data, { name: 'عائشہ', colour: 4 })
  const projectId = await createProject(data, annotatorId, {
    properties: {
      name: 'نمونہ',
      template: '',
      fields: [{ id: FIELD, name: 'متن', language: 'ur' }],
      sample: false,
      archived: false,
      licence: '',
    },
    questions: [
      {
        id: TONE,
        kind: 'choice',
        title: 'رائے',
        titleEn: '',
        multiple: false,
        labels: [buildLabel('good', 'اچھی', 1), buildLabel('bad', 'بُری', 2)],
      },
      {
        id: NAMES,
        kind: 'spans',
        title: 'نام',
        titleEn: '',
        fields: [],
        labels: [buildLabel('person', 'شخص', 3), buildLabel('place', 'جگہ', 4)],
      },
    ],
    guidelines: '',
  })
  const built = { data, projectId, annotatorId, who: { projectId, annotatorId } }
  await addItems(built, texts)
  return built
}

export async function addItems({ data, who }: Built, texts: readonly string[], chunkSize = 1_000): Promise<string> {
  const importId = newImportId(data)
  const record = { fileName: 'f.csv', startedAt: data.clock.now(), rejected: 0, duplicates: 0 }
  await setImport(data, who, importId, { ...record, state: 'running', items: 0 })
  const { nextOrder } = await import('#renderer/data/commands/import-items.ts')
  for (let from = 0; from < texts.length; from += chunkSize) {
    const chunk = await prepareChunk(
      data,
      texts.slice(from, from + chunkSize).map((text, index) => buildItem(text, from + index)),
    )
    await recordChunk(data, who, { importId, firstOrder: await nextOrder(data, who.projectId) }, chunk)
  }
  await setImport(data, who, importId, { ...record, state: 'done', items: texts.length })
  return importId
}
