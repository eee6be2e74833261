import type { FieldId, LabelId, QuestionId } from '#shared/base/ids.ts'
import type { Item } from '#shared/domain/item.ts'
import type { Part } from '#shared/domain/settle.ts'
import type { Disagreed } from '#renderer/workers/agreement-protocol.ts'

export type Proposals = Disagreed['proposals']
type Proposed = Proposals[QuestionId][number]

/** What is proposed, in parts; spans with the words they lie on. */
export function proposedParts(item: Item, { answer }: Proposed): Part[] {
  return answer.map((part): Part => {
    if (typeof part === 'string') return part
    const { field, start, end, label } = part
    const quote = item.texts[field]?.text.slice(start, end) ?? ''
    return { field: field as FieldId, start, end, label: label as LabelId, quote }
  })
}
