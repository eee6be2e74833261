import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { sentiment } from '#shared/templates/sentiment.ts'
import { createProfile } from '#renderer/data/commands/profiles.ts'
import { createProject } from '#renderer/data/commands/create-project.ts'
import { savePlace } from '#renderer/data/commands/save-place.ts'
import { createDataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { currentTask, getProject, projectItems, readCounters } from '#renderer/data/queries/projects.ts'
import { browserSettings } from '#renderer/platform/browser-settings.ts'
import { opfsBlobStore } from '#renderer/platform/opfs-blob-store.ts'
import { ImportClient } from '#renderer/workers/import-client.ts'
import { urduCsv } from '../urdu-csv.ts'
import type { PlainReply, PlainRequest } from './plain-protocol.ts'

export type BenchProject = { projectId: ProjectId; annotatorId: AnnotatorId }
export type StoredCounts = { items: number; finished: number; annotations: number; operations: number }

/** What the benches call: every row is written by the app's own commands and import worker. */
export type DataBenchPage = {
  /** A profile (once) and an empty project with one choice question, as the screens make them. */
  makeProject(): Promise<BenchProject>
  /** Fills a project with generated Urdu through the import worker; ms it took. */
  seed(project: BenchProject, rows: number): Promise<number>
  /** Puts the person at an item, as leaving the screen there would. */
  place(project: BenchProject, order: number): Promise<void>
  /** Writes the items of the app's database once more with Dexie alone, in a worker. */
  plainBulkAdd(request: PlainRequest): Promise<PlainReply>
  counts(project: BenchProject): Promise<StoredCounts>
}

/** A seed is imported in files of so many rows: no file is larger than a person would bring. */
const SEED_FILE_ROWS = 100_000

const data = createDataContext({ db: new NishanDatabase(), blobs: opfsBlobStore() })
const settings = browserSettings(window)

async function profileId(): Promise<AnnotatorId> {
  const known = settings.current().annotatorId
  if (known) return known as AnnotatorId
  const { id } = await createProfile(data, { name: 'عائشہ', colour: 4 })
  settings.update({ annotatorId: id, locale: 'ur' })
  return id
}

async function makeProject(): Promise<BenchProject> {
  const annotatorId = await profileId()
  const projectId = await createProject(data, annotatorId, {
    properties: {
      name: 'پیمائش',
      template: sentiment.id,
      fields: sentiment.fields.map((field) => ({ ...field, language: 'ur' })),
      sample: false,
      archived: false,
      licence: '',
    },
    questions: sentiment.questions,
    guidelines: sentiment.guidelines,
  })
  return { projectId, annotatorId }
}

async function seed({ projectId, annotatorId }: BenchProject, rows: number): Promise<number> {
  const project = await getProject(data, projectId)
  const task = await currentTask(data, projectId)
  if (project === null || task === null) throw new Error('The project is not there')
  const files: File[] = []
  for (let first = 0; first < rows; first += SEED_FILE_ROWS) {
    files.push(new File([...urduCsv(Math.min(SEED_FILE_ROWS, rows - first), first)], `seed-${first}.csv`))
  }
  const target = { fields: project.fields, questions: task.questions }
  const client = new ImportClient()
  const previewed = await client.preview(files, null, target).ended
  if (previewed.kind !== 'previewed') throw new Error(`The preview ended as ${previewed.kind}`)
  const started = performance.now()
  const ended = await client.run(
    {
      who: { projectId, annotatorId },
      files,
      settings: previewed.preview.settings,
      mapping: previewed.preview.mapping,
      target,
      taskVersion: task.version,
      duplicates: 'first',
      answersAs: 'suggestion',
      createLabels: false,
      annotatorNames: ['import'],
    },
    () => undefined,
  ).ended
  client.close()
  if (ended.kind !== 'ended' || ended.result.items !== rows)
    throw new Error(`The seed ended as ${JSON.stringify(ended)}`)
  return performance.now() - started
}

function plainBulkAdd(request: PlainRequest): Promise<PlainReply> {
  const worker = new Worker(new URL('./plain-worker.ts', import.meta.url), { type: 'module' })
  return new Promise((resolve, reject) => {
    worker.addEventListener('error', (event) => reject(new Error(event.message)))
    worker.addEventListener('message', (event: MessageEvent<PlainReply>) => {
      worker.terminate()
      resolve(event.data)
    })
    worker.postMessage(request)
  })
}

globalThis.dataBench = {
  makeProject,
  seed,
  place: (project, order) => savePlace(data, project, order),
  plainBulkAdd,
  async counts({ projectId, annotatorId }) {
    const { byStatus } = await readCounters(data, projectId, annotatorId)
    return {
      items: await projectItems(data, projectId),
      finished: byStatus.done,
      annotations: await data.db.annotations.count(),
      operations: await data.db.operations.count(),
    }
  },
}
