import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { z } from '#shared/base/schema.ts'
import { hubPlaceSchema } from '#shared/sync/messages/moved.ts'
import { wireIdSchema } from '#shared/sync/messages/hex.ts'
import type { DataContext } from '../data-context.ts'

/** What is still to be done of a move, in order. Before `tell` nothing has changed for anyone. */
export const MOVE_STEPS = ['keys', 'fetch', 'send', 'check', 'tell', 'go'] as const
export type MoveStep = (typeof MOVE_STEPS)[number]

/** What a finished move leaves behind is told once and not kept. */
const kept = [...MOVE_STEPS, 'done'] as const

const count = z.number().int().min(0)

/** What both hubs hold, as they were compared last. */
const numbersSchema = z.object({
  people: count,
  texts: count,
  changes: count,
  /** Changes that came to the old hub while everything was on its way: laptops send them to the new one themselves. */
  late: count,
})
export type MoveNumbers = z.infer<typeof numbersSchema>

const recordSchema = z.object({
  projectId: wireIdSchema<ProjectId>(),
  annotatorId: wireIdSchema<AnnotatorId>(),
  /** The id of the hub that is left. */
  from: z.string(),
  to: hubPlaceSchema,
  step: z.enum(kept),
  startedAt: z.number(),
  /** Bytes of everything, as it came. */
  fileBytes: count.nullable(),
  fetchedAt: z.number().nullable(),
  /** How often everything was fetched since the lead last set it going. */
  fetched: count,
  numbers: numbersSchema.nullable(),
})

/** A team on its way to another hub, as this laptop remembers it over failures and restarts. */
export type MoveRecord = z.infer<typeof recordSchema>

const keyOf = (projectId: ProjectId) => `move/${projectId}/record`
const fileKeyOf = (projectId: ProjectId) => `move/${projectId}/file`

/** Null: the team is not on its way. */
export async function readMove(data: DataContext, projectId: ProjectId): Promise<MoveRecord | null> {
  return recordSchema.safeParse((await data.db.local.get(keyOf(projectId)))?.value).data ?? null
}

export async function keepMove(data: DataContext, record: MoveRecord): Promise<void> {
  await data.db.local.put({ key: keyOf(record.projectId), value: record })
}

/** Everything as the old hub sealed it, and that it is here, or neither. */
export async function keepMoveFile(data: DataContext, record: MoveRecord, bytes: Uint8Array): Promise<void> {
  const { db } = data
  await db.transaction('rw', db.local, async () => {
    await db.local.put({ key: fileKeyOf(record.projectId), value: bytes })
    await keepMove(data, record)
  })
}

export async function readMoveFile(data: DataContext, projectId: ProjectId): Promise<Uint8Array | null> {
  const value = (await data.db.local.get(fileKeyOf(projectId)))?.value
  return value instanceof Uint8Array ? value : null
}

/** The new hub has it. */
export async function forgetMoveFile(data: DataContext, projectId: ProjectId): Promise<void> {
  await data.db.local.delete(fileKeyOf(projectId))
}

/** The move is over, or given up. */
export async function forgetMove(data: DataContext, projectId: ProjectId): Promise<void> {
  await data.db.local.bulkDelete([keyOf(projectId), fileKeyOf(projectId)])
}
