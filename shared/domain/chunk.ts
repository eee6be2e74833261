import { idSchema, z } from '../base/schema.ts'
import type { ChunkId, ImportId, ProjectId } from '../base/ids.ts'

export const MAX_CHUNK_ITEMS = 1_000
export const MAX_CHUNK_BYTES = 1_000_000

/** Value of `chunk.add`, key = chunk id. */
export const chunkValueSchema = z.object({
  importId: idSchema<ImportId>(),
  /** SHA-256 (hex) of the blob that holds the items. */
  sha256: z.string().length(64),
  items: z.number().int().min(1),
  bytes: z.number().int().min(1),
  firstOrder: z.number().int().min(0),
})
export type ChunkValue = z.infer<typeof chunkValueSchema>
export type Chunk = ChunkValue & { id: ChunkId; projectId: ProjectId; removed: boolean }

/** Value of `import.set`, key = import id: written at the start, and again when the import ends. */
export const importValueSchema = z.object({
  fileName: z.string(),
  startedAt: z.number(),
  state: z.enum(['running', 'done', 'cancelled', 'failed']),
  items: z.number().int().min(0),
  rejected: z.number().int().min(0),
  duplicates: z.number().int().min(0),
  /** Texts of earlier imports that got answers; absent where none did. */
  answered: z.number().int().min(0).optional(),
})
export type ImportValue = z.infer<typeof importValueSchema>
export type ImportRecord = ImportValue & { id: ImportId; projectId: ProjectId; removed: boolean }
