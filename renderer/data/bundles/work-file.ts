import { bytesToHex } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { itemsOf } from '#shared/domain/assignment.ts'
import { parseItemId } from '#shared/base/ids.ts'
import { PAGE_TARGET_BYTES } from '#shared/sync/bundle/bundle-limits.ts'
import type { BundleJoining } from '#shared/sync/bundle/manifest.ts'
import type { WorkContent } from '#shared/sync/bundle/write-bundle.ts'
import { heldInside } from '#shared/sync/held-operation.ts'
import type { PullLine } from '#shared/sync/messages/pull-page.ts'
import { hasSoundValue } from '#shared/sync/judge-operation.ts'
import { MAX_PULL_OPERATIONS } from '#shared/sync/protocol-limits.ts'
import { encodePullPage } from '#shared/sync/pull-body.ts'
import { audienceOf, audiencesFor } from '#shared/sync/role-rules.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { plainOperation } from '../plain-operation.ts'
import { readChunks } from '../queries/queue-runs.ts'
import type { ChunkRow, OperationRow, WriterRow } from '../rows.ts'
import { roleIn } from '../team/team-numbers.ts'

/** Rows read at once. */
const ROWS = 2_000

export type WorkWish = {
  joining: BundleJoining | null
  signal?: AbortSignal
  onProgress?: (share: number) => void
}

export type CollectedWork = {
  content: WorkContent
  texts: number
  /** Texts that are not on this laptop, and cannot go along. */
  missing: number
}

/** What a work file of one person holds: what a hub would serve that person, and the texts. Null = it was stopped. */
export async function collectWork(data: DataContext, person: Who, wish: WorkWish): Promise<CollectedWork | null> {
  const rows = await visibleTo(data, person, wish)
  if (rows === null) return null
  const pages = await pagesOf(data, person.projectId, rows)
  const { blobs, texts, missing } = await blobsFor(data, person, wish)
  const content: WorkContent = {
    projectId: person.projectId,
    createdAt: data.clock.now(),
    person: person.annotatorId,
    pages,
    blobs,
  }
  if (wish.joining !== null) content.joining = wish.joining
  return wish.signal?.aborted === true ? null : { content, texts, missing }
}

/** The same rule as the hub's: own operations, and those for all or for this person. */
async function visibleTo(data: DataContext, person: Who, wish: WorkWish): Promise<OperationRow[] | null> {
  const { db } = data
  const role = (await roleIn(data, person)) ?? 'annotator'
  const audiences = audiencesFor(role, person.annotatorId)
  const writers = await writersOf(data, person.projectId)
  const found: OperationRow[] = []
  for (const [done, { id }] of writers.entries()) {
    let after = 0
    for (;;) {
      if (wish.signal?.aborted === true) return null
      const rows = await db.operations
        .where('[writerId+seq]')
        .between([id, after], [id, Infinity], false)
        .limit(ROWS)
        .toArray()
      const last = rows.at(-1)
      if (last === undefined) break
      after = last.seq
      for (const row of rows) {
        const isFor = audiences === null || row.authorId === person.annotatorId || audiences.includes(audienceOf(row))
        if (isFor && heldInside(row) === null && hasSoundValue(row)) found.push(row)
      }
    }
    wish.onProgress?.((done + 1) / writers.length / 2)
  }
  // A chunk before what is said of its items.
  return found.sort((a, b) => a.lamport - b.lamport || a.seq - b.seq)
}

function writersOf({ db }: DataContext, projectId: ProjectId): Promise<WriterRow[]> {
  return db.writers.where('[projectId+annotatorId]').between([projectId, ''], [projectId, '\uffff']).toArray()
}

async function pagesOf(data: DataContext, projectId: ProjectId, rows: readonly OperationRow[]): Promise<string[]> {
  const writers = new Map((await writersOf(data, projectId)).map((writer) => [writer.id, writer]))
  const pages: string[] = []
  let lines: PullLine[] = []
  let bytes = 0
  const close = (more: boolean) => {
    const ids = new Set<WriterId>(lines.map(({ writer }) => writer))
    const bound = [...ids].flatMap((id) => writers.get(id) ?? [])
    const start = bound.map(({ id, annotatorId, publicKey }) => ({ id, annotatorId, publicKey: bytesToHex(publicKey) }))
    pages.push(encodePullPage({ writers: start, lines }, { next: '', more, hub: '', gen: '' }))
    lines = []
    bytes = 0
  }
  for (const row of rows) {
    const op = plainOperation(row)
    // At most three bytes of UTF-8 for each letter.
    bytes += JSON.stringify(op).length * 3
    if (lines.length > 0 && (lines.length >= MAX_PULL_OPERATIONS || bytes > PAGE_TARGET_BYTES)) close(true)
    lines.push({ writer: row.writerId, op })
  }
  close(false)
  return pages
}

/** Texts of what the person is given; of the whole project where nothing is handed out to them. */
async function blobsFor(
  data: DataContext,
  person: Who,
  { signal, onProgress }: WorkWish,
): Promise<{ blobs: Uint8Array[]; texts: number; missing: number }> {
  const given = await givenChunks(data, person)
  const chunks = (await readChunks(data, person.projectId)).filter(
    ({ id, removed }: ChunkRow) => !removed && (given === null || given.has(id)),
  )
  const blobs = new Map<string, Uint8Array>()
  let texts = 0
  let missing = 0
  for (const [done, { sha256, items }] of chunks.entries()) {
    if (signal?.aborted === true) break
    const bytes = blobs.get(sha256) ?? (await data.blobs.get(sha256))
    if (bytes === null) missing += items
    else {
      texts += items
      blobs.set(sha256, bytes)
    }
    onProgress?.(0.5 + (done + 1) / chunks.length / 2)
  }
  return { blobs: [...blobs.values()], texts, missing }
}

async function givenChunks({ db }: DataContext, { projectId, annotatorId }: Who): Promise<Set<string> | null> {
  const states = await db.batchStates.where('[projectId+annotatorId]').equals([projectId, annotatorId]).toArray()
  const chunks = states.flatMap(({ items }) => itemsOf(items).flatMap((id) => parseItemId(id)?.chunk ?? []))
  return chunks.length === 0 ? null : new Set<string>(chunks)
}

/** A person of a project, as a work file names them; null = the project does not know them. */
export async function joiningFor(
  data: DataContext,
  projectId: ProjectId,
  person: AnnotatorId,
): Promise<Pick<BundleJoining, 'name' | 'colour' | 'role' | 'projectName'> | null> {
  const [profile, project, role] = await Promise.all([
    data.db.annotators.get(person),
    data.db.projects.get(projectId),
    roleIn(data, { projectId, annotatorId: person }),
  ])
  if (profile === undefined || role === null) return null
  return { name: profile.name, colour: profile.colour, role, projectName: project?.name ?? '' }
}
