import { z } from '../base/schema.ts'
import type { ImportId, ItemId, ProjectId } from '../base/ids.ts'

/** One text of an item. `tokens` are UTF-16 lengths from the start: gap, word, gap, word … (shared/text/tokens). */
export const itemTextSchema = z.object({
  text: z.string(),
  language: z.string(),
  tokens: z.array(z.number().int().min(0)),
})

export const metadataSchema = z.record(z.string(), z.string())
export type Metadata = z.infer<typeof metadataSchema>

/** A suggestion that came with the file: an answer by question, never mixed with people's answers. */
export const suggestionSchema = z.object({ source: z.string(), answers: z.record(z.string(), z.unknown()) })
export type Suggestion = z.infer<typeof suggestionSchema>

/** One line of a blob: everything about an item that an import fixed for ever. */
export const blobItemSchema = z.object({
  texts: z.record(z.string(), itemTextSchema),
  sourceId: z.string(),
  /** Line in the source file where the item began, from 1. */
  sourceRow: z.number().int().min(0),
  metadata: metadataSchema,
  /** Hash of the normalised texts: equal keys are duplicates. */
  textKey: z.string(),
  suggestions: z.array(suggestionSchema),
})
export type BlobItem = z.infer<typeof blobItemSchema>

/** A line of a blob; null = the item was erased, and the line is empty. */
export type BlobLine = BlobItem | null

export type Item = Omit<BlobItem, 'suggestions'> & {
  id: ItemId
  projectId: ProjectId
  importId: ImportId
  /** Place in the project, from 0; never given again. */
  order: number
}
