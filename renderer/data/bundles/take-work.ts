import { annotatorSchema } from '#shared/domain/annotator.ts'
import type { Bundle } from '#shared/sync/bundle/read-bundle.ts'
import { decodePullPage } from '#shared/sync/pull-body.ts'
import { defined } from '#shared/base/assert.ts'
import type { Who } from '../commands/change-project.ts'
import { ensureWriter } from '../commands/ensure-writer.ts'
import { restoreProject } from '../commands/delete-project.ts'
import type { DataContext } from '../data-context.ts'
import { DexieBlobSource } from '../sync/dexie-blob-source.ts'
import { DexieSyncStore } from '../sync/dexie-sync-store.ts'
import { keepFilePlace } from './file-place.ts'
import type { MergeWatch } from './merge-answers.ts'

/** What is in a work file, in numbers. Nothing is written. */
export type WorkSummary = {
  who: Who
  name: string
  projectName: string
  operations: number
  texts: number
  fresh: number
}

export async function previewWork(data: DataContext, bundle: Bundle): Promise<WorkSummary> {
  const { project, person, joining, files } = bundle.manifest
  const who = { projectId: project, annotatorId: defined(person, 'person of a work file') }
  let operations = 0
  let fresh = 0
  let texts = 0
  for (const name of pageNames(bundle)) {
    const { lines } = defined(decodePullPage(bundle.text(name)), 'page that was read')
    operations += lines.length
    const known = await data.db.operations.bulkGet(lines.map(({ writer, op }): [string, number] => [writer, op.seq]))
    for (const [index, { op }] of lines.entries()) {
      if (known[index] === undefined) fresh += 1
      if (op.kind !== 'chunk.add') continue
      const { sha256, items } = op.value as { sha256?: string; items?: number }
      if (files.some((file) => file.name === `blob-${sha256}`)) texts += items ?? 0
    }
  }
  const [profile, row] = await Promise.all([data.db.annotators.get(who.annotatorId), data.db.projects.get(project)])
  return {
    who,
    name: joining?.name ?? profile?.name ?? '',
    projectName: row?.name ?? joining?.projectName ?? '',
    operations,
    texts,
    fresh,
  }
}

/**
 * Takes a work file: what a pull and the blobs after it would bring. On a laptop that has nothing of the project, its
 * person becomes a profile here. False: it was stopped, and goes on when it is opened again.
 */
export async function takeWork(
  data: DataContext,
  bundle: Bundle,
  { device, ...watch }: MergeWatch & { device: string },
): Promise<boolean> {
  const { project, person, joining, files } = bundle.manifest
  const who = { projectId: project, annotatorId: defined(person, 'person of a work file') }
  if (joining !== undefined) {
    const { name, colour, secret } = joining
    await data.serial(() => ensureProfile(data, who, { name, colour }))
    await keepFilePlace(data, who, { secret, device })
  }
  await restoreProject(data, project)
  const store = new DexieSyncStore(data, who)
  const blobs = files.filter(({ name }) => name.startsWith('blob-'))
  const pages = pageNames(bundle)
  let done = 0
  const step = async (): Promise<boolean> => {
    done += 1
    watch.onProgress?.(done / (pages.length + blobs.length))
    await watch.turn?.()
    return watch.signal?.aborted !== true
  }
  for (const { name } of blobs) {
    await data.blobs.put(name.slice('blob-'.length), Uint8Array.from(bundle.bytes(name)))
    if (!(await step())) return false
  }
  for (const name of pages) {
    const page = defined(decodePullPage(bundle.text(name)), 'page that was read')
    for (;;) {
      const { forks } = await store.applyWork(page)
      for (const fork of forks) await store.reissue(fork)
      if (forks.length === 0) break
    }
    if (!(await step())) return false
  }
  // Chunks that were here without their texts.
  await new DexieBlobSource(data, who).missing()
  await data.serial(() => ensureWriter(data, who.projectId, who.annotatorId))
  return true
}

function pageNames({ manifest }: Bundle): string[] {
  return manifest.files.map(({ name }) => name).filter((name) => name.startsWith('pull-'))
}

async function ensureProfile(
  data: DataContext,
  { annotatorId }: Who,
  { name, colour }: { name: string; colour: number },
): Promise<void> {
  const known = await data.db.annotators.get(annotatorId)
  if (known !== undefined && !known.imported) return
  const made = { id: annotatorId, name, colour, pin: null, createdAt: data.clock.now(), imported: false }
  await data.journal.putAnnotator(annotatorSchema.parse(known ? { ...known, imported: false } : made))
}
