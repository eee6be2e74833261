import type { AnnotatorId, ItemId, LabelId, QuestionId } from '#shared/base/ids.ts'
import { idSchema, z } from '#shared/base/schema.ts'
import type { Settling } from '#shared/domain/settle.ts'
import { spanValueSchema } from '#shared/domain/span.ts'
import { quickHash } from '#shared/text/text-key.ts'
import type { DraftKey } from '#renderer/data/queries/read-draft.ts'
import { isUntouched, type DeskState } from './settling-state.ts'

const part = z.union([idSchema<LabelId>(), spanValueSchema])
const draftSchema = z.object({
  sign: z.string(),
  decisions: z.record(
    z.string(),
    z.union([
      z.object({ by: z.literal('answer'), index: z.number().int().min(0) }),
      z.object({ by: z.literal('own'), parts: part.array() }),
    ]),
  ),
  written: z.record(idSchema<QuestionId>(), part.array()),
})

export function deskDraftKey(annotatorId: AnnotatorId, itemId: ItemId): DraftKey {
  return { annotatorId, itemId, questionId: 'desk' }
}

/** What is decided and not settled yet, as it is kept over a restart; '' where nothing is. `sign`: what was judged. */
export function deskText(sign: string, state: DeskState): string {
  return isUntouched(state) ? '' : JSON.stringify({ sign: quickHash(sign), ...state.settling })
}

/** What such a text says of the same answers; null where it speaks of others or cannot be read. */
export function readDesk(text: string, sign: string): Settling | null {
  if (text === '') return null
  try {
    const { sign: judged, ...settling } = draftSchema.parse(JSON.parse(text))
    return judged === quickHash(sign) ? settling : null
  } catch {
    // Of another version, or spoiled: the answers are all there, only the decisions begin anew.
    return null
  }
}
