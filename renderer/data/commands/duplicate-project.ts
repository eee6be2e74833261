import { makeShortId, type ChunkId, type ImportId, type ProjectId } from '#shared/base/ids.ts'
import { projectPropertiesSchema } from '#shared/domain/project.ts'
import type { DataContext } from '../data-context.ts'
import type { Who } from './change-project.ts'
import { createProject } from './create-project.ts'
import { prepareChunk, readChunk, recordChunk, setImport } from './import-items.ts'

export type DuplicateOptions = {
  name: string
  withItems: boolean
  signal?: AbortSignal
  onProgress?: (done: number, total: number) => void
}

/** Copies the newest task, and the items if wished, into a project of its own. Answers are never copied. */
export async function duplicateProject(
  data: DataContext,
  { projectId, annotatorId }: Who,
  options: DuplicateOptions,
): Promise<ProjectId> {
  // The copy is another project, with keys of its own.
  const { keys: _keys, ...source } = projectPropertiesSchema.parse(await data.db.projects.get(projectId))
  const task = await data.db.taskVersions
    .where('[projectId+version]')
    .between([projectId, 0], [projectId, Infinity])
    .last()
  const copy = await createProject(data, annotatorId, {
    properties: { ...source, name: options.name, sample: false, archived: false },
    questions: task?.questions ?? [],
    guidelines: task?.guidelines ?? '',
  })
  if (options.withItems) await copyItems(data, { from: projectId, to: { projectId: copy, annotatorId } }, options)
  return copy
}

async function copyItems(
  data: DataContext,
  { from, to }: { from: ProjectId; to: Who },
  options: DuplicateOptions,
): Promise<void> {
  const chunks = await data.db.chunks.where('[projectId+firstOrder]').between([from, -1], [from, Infinity]).toArray()
  const visible = chunks.filter((chunk) => !chunk.removed)
  const total = visible.reduce((sum, chunk) => sum + chunk.items, 0)
  if (total === 0) return
  const importId = makeShortId<ImportId>(data.random)
  const record = { fileName: options.name, startedAt: data.clock.now(), rejected: 0, duplicates: 0 }
  await setImport(data, to, importId, { ...record, state: 'running', items: 0 })
  let done = 0
  let seen = 0
  for (const chunk of visible) {
    if (options.signal?.aborted) break
    const lines = await readChunk(data, chunk.sha256)
    if (lines === null) continue
    const texts = lines.filter((line) => line !== null)
    seen += lines.length
    // What was erased is no text of the copy; a chunk of which nothing was erased shares its blob.
    if (texts.length > 0) {
      const { sha256, bytes } = chunk
      const shared = { id: makeShortId<ChunkId>(data.random), lines: texts, sha256, bytes }
      const prepared = texts.length === lines.length ? shared : await prepareChunk(data, texts)
      await recordChunk(data, to, { importId, firstOrder: done }, prepared)
    }
    done += texts.length
    options.onProgress?.(seen, total)
  }
  const state = options.signal?.aborted ? 'cancelled' : 'done'
  await setImport(data, to, importId, { ...record, state, items: done })
}
