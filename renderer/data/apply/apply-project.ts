import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId, ImportId, ItemId, ProjectId } from '#shared/base/ids.ts'
import { importValueSchema } from '#shared/domain/chunk.ts'
import {
  memberSchema,
  projectPropertiesSchema,
  taskVersionSchema,
  type ProjectProperty,
} from '#shared/domain/project.ts'
import type { Operation } from '#shared/sync/operation.ts'
import { winsOver, type Stamp } from '#shared/sync/stamp.ts'
import { labelsHeld, weigh } from '../counters.ts'
import type { NishanDatabase } from '../db.ts'
import type { AnnotatorRow, ProjectRow } from '../rows.ts'
import { weighChunk } from './batch-counts.ts'
import type { WorkingSet } from './working-set.ts'

export type ProjectOperation = {
  db: NishanDatabase
  set: WorkingSet
  projectId: ProjectId
  author: AnnotatorId
  operation: Operation
  stamp: Stamp
}

/** `project.set`: each property is a register of its own. */
export async function applyProjectSet({ db, projectId, operation, stamp }: ProjectOperation): Promise<void> {
  const row: ProjectRow = (await db.projects.get(projectId)) ?? { id: projectId, createdAt: operation.at, stamps: {} }
  const key = defined(operation.key, 'project property')
  if (!winsOver(stamp, row.stamps[key])) return
  const property = projectPropertiesSchema.partial().parse({ [key]: operation.value })
  await db.projects.put({
    ...row,
    ...(property as Partial<Record<ProjectProperty, never>>),
    stamps: { ...row.stamps, [key]: stamp },
  })
}

/** `taskVersion.add`: a version in use is never written again by us; the greatest stamp settles a clash. */
export async function applyTaskVersion({ db, projectId, author, operation, stamp }: ProjectOperation): Promise<void> {
  const value = taskVersionSchema.parse(operation.value)
  const current = await db.taskVersions.get([projectId, value.version])
  if (!winsOver(stamp, current?.stamp)) return
  await db.taskVersions.put({ ...value, projectId, createdAt: operation.at, createdBy: author, stamp })
}

export async function applyMember({ db, projectId, operation, stamp }: ProjectOperation): Promise<void> {
  const annotatorId = defined(operation.key, 'member') as AnnotatorId
  const current = await db.members.get([projectId, annotatorId])
  if (!winsOver(stamp, current?.stamp)) return
  const { role, name, colour } = memberSchema.parse(operation.value)
  await db.members.put({ projectId, annotatorId, role, stamp })
  if (name !== undefined) await makeKnown(db, { id: annotatorId, name, colour, createdAt: operation.at })
}

/** A person of the team whom this laptop has not met; a profile of this laptop keeps its own name. */
async function makeKnown(
  db: NishanDatabase,
  { colour, ...person }: Pick<AnnotatorRow, 'id' | 'name' | 'createdAt'> & { colour: number | undefined },
): Promise<void> {
  const known = await db.annotators.get(person.id)
  if (known === undefined) {
    await db.annotators.put({ ...person, colour: colour ?? colourOf(person.id), pin: null, imported: true })
  } else if (known.imported) {
    await db.annotators.put({ ...known, name: person.name, colour: colour ?? known.colour })
  }
}

const PALETTE = 12

/** The same colour on every laptop. */
function colourOf(id: AnnotatorId): number {
  let sum = 0
  for (const letter of id) sum += letter.charCodeAt(0)
  return (sum % PALETTE) + 1
}

export async function applyImportSet({ db, projectId, operation, stamp }: ProjectOperation): Promise<void> {
  const id = defined(operation.key, 'import') as ImportId
  const current = await db.imports.get(id)
  if (!winsOver(stamp, current?.stamp)) return
  const removal = {
    removed: current?.removed ?? false,
    ...(current?.removedStamp && { removedStamp: current.removedStamp }),
  }
  await db.imports.put({ id, projectId, ...importValueSchema.parse(operation.value), ...removal, stamp })
}

/** `import.remove`: hides the import's items (value true) or brings them back (false). Answers stay. */
export async function applyImportRemove({ db, set, projectId, operation, stamp }: ProjectOperation): Promise<void> {
  const id = defined(operation.key, 'import')
  const current = await db.imports.get(id)
  if (!current || !winsOver(stamp, current.removedStamp)) return
  const removed = operation.value === true
  await db.imports.put({ ...current, removed, removedStamp: stamp })
  const chunks = (await db.chunks.where('importId').equals(id).toArray()).filter((chunk) => chunk.removed !== removed)
  const people = await db.counters
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  for (const chunk of chunks) {
    const sign = removed ? -1 : 1
    ;(await set.counters('')).items += sign * (chunk.items - (await set.erasedWithin(chunk.id, chunk.items)))
    for (const { annotatorId } of people) {
      if (annotatorId === '') continue
      const counters = await set.counters(annotatorId)
      const range = [projectId, annotatorId, chunk.firstOrder] as const
      await db.annotations
        .where('[projectId+annotatorId+order]')
        .between([...range], [projectId, annotatorId, chunk.firstOrder + chunk.items], true, false)
        .each((annotation) => weigh(counters, annotation, labelsHeld(annotation), sign))
    }
    await weighChunk(db, set, chunk.id, sign)
    await db.chunks.put({ ...chunk, removed })
    set.forgetChunk(chunk.id)
  }
}

/** `gold.set`: the settled answer of an item; no author in the register. */
export async function applyGold({ db, projectId, author, operation, stamp }: ProjectOperation): Promise<void> {
  const itemId = operation.item as ItemId
  const question = defined(operation.question, 'question')
  const row = (await db.gold.get(itemId)) ?? { itemId, projectId, answers: {} }
  if (!winsOver(stamp, row.answers[question]?.stamp)) return
  row.answers[question] = { value: operation.value, stamp, by: author, at: operation.at }
  await db.gold.put(row)
}

/** `gold.show`: what a person of a training round is shown of the gold of an item; the last round that gives it counts. */
export async function applyShownGold({ db, projectId, operation, stamp }: ProjectOperation): Promise<void> {
  const itemId = operation.item as ItemId
  const question = defined(operation.question, 'question')
  const key = defined(operation.key, 'batch and person')
  const annotatorId = key.slice(key.lastIndexOf('/') + 1) as AnnotatorId
  const row = (await db.training.get([itemId, annotatorId])) ?? { itemId, annotatorId, projectId, answers: {} }
  if (!winsOver(stamp, row.answers[question]?.stamp)) return
  row.answers[question] = { value: operation.value, stamp }
  await db.training.put(row)
}
