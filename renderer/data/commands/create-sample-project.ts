import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { BlobItem } from '#shared/domain/item.ts'
import { textKey } from '#shared/text/text-key.ts'
import { tokenise } from '#shared/text/tokens.ts'
import { productReviews } from '#shared/templates/product-reviews.ts'
import { SAMPLE_TEXTS } from '#shared/templates/sample-texts.ts'
import { TEXT_FIELD } from '#shared/templates/project-template.ts'
import type { DataContext } from '../data-context.ts'
import { createProject } from './create-project.ts'
import { newImportId, prepareChunk, recordChunk, setImport } from './import-items.ts'

/** The sample project: forty texts ready to label. */
export async function createSampleProject(
  data: DataContext,
  annotatorId: AnnotatorId,
  name: string,
): Promise<ProjectId> {
  const projectId = await createProject(data, annotatorId, {
    properties: {
      name,
      template: productReviews.id,
      fields: productReviews.fields.map((field) => ({ ...field, language: 'ur' })),
      sample: true,
      archived: false,
      licence: '',
    },
    questions: productReviews.questions,
    guidelines: productReviews.guidelines,
  })
  const who = { projectId, annotatorId }
  const lines = SAMPLE_TEXTS.map((text, index): BlobItem => ({
    texts: { [TEXT_FIELD.id]: { text, language: 'ur', tokens: tokenise(text, 'ur') } },
    sourceId: String(index + 1),
    sourceRow: index + 1,
    metadata: {},
    textKey: textKey([{ text, language: 'ur' }]),
    suggestions: [],
  }))
  const importId = newImportId(data)
  const record = { fileName: name, startedAt: data.clock.now(), rejected: 0, duplicates: 0, items: lines.length }
  await recordChunk(data, who, { importId, firstOrder: 0 }, await prepareChunk(data, lines))
  await setImport(data, who, importId, { ...record, state: 'done' })
  return projectId
}
