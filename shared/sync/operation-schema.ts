import { z } from '../base/schema.ts'
import type { Operation, OperationDraft } from './operation.ts'

/*
 * What an operation must have to be kept. Kinds and values of newer versions are kept as they are: the schemas are
 * open, and what a value means is checked where it is applied.
 */
const draft = z.looseObject({
  kind: z.string().min(1).max(40),
  item: z.string().max(80),
  at: z.number(),
  taskVersion: z.number().int().min(0),
})
const place = z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)
const operation = draft.extend({ seq: place, lamport: place })

export const operationDraftSchema = z.custom<OperationDraft>((value) => draft.safeParse(value).success)
export const operationSchema = z.custom<Operation>((value) => operation.safeParse(value).success)
