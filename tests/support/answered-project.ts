import { defined } from '#shared/base/assert.ts'
import { itemId, type AnnotatorId, type ItemId, type LabelId, type SpanId } from '#shared/base/ids.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { SpanValue } from '#shared/domain/span.ts'
import type { Role } from '#shared/domain/project.ts'
import type { Status } from '#shared/domain/status.ts'
import { saveAct } from '#renderer/data/commands/save-act.ts'
import { setMember } from '#renderer/data/commands/set-member.ts'
import { FIELD, NAMES, TONE, type Built } from '#tests/support/build-data.ts'

export const BILAL = 'bbbbbbbbbbbbbbbb' as AnnotatorId
export const FATIMA = 'ffffffffffffffff' as AnnotatorId

export type Said = { tone?: string; spans?: readonly [start: number, end: number, label: string][]; status?: Status }

export async function itemOf({ data }: Pick<Built, 'data'>, n = 0): Promise<ItemId> {
  const [chunk] = await data.db.chunks.toArray()
  return itemId(defined(chunk, 'chunk').id, n)
}

/** A person's answer to an item, through the real command; spans by their place in its text. */
export async function say(built: Built, person: AnnotatorId, item: ItemId, said: Said): Promise<void> {
  const { data, projectId } = built
  const text = defined(await data.db.items.get(item), 'item').texts[FIELD]?.text ?? ''
  const changes: AnswerChange[] = [
    ...(said.tone === undefined ? [] : [{ kind: 'answer.set', question: TONE, value: [said.tone] } as const]),
    ...(said.spans ?? []).map(([start, end, label]): AnswerChange => {
      const value: SpanValue = { field: FIELD, start, end, label: label as LabelId, quote: text.slice(start, end) }
      return { kind: 'span.set', question: NAMES, span: `${start}-${end}` as SpanId, value }
    }),
    { kind: 'item.status', value: said.status ?? 'done' },
  ]
  const who = { projectId, annotatorId: person }
  const saved = await saveAct(data, who, { itemId: item, changes, activeMs: 500, taskVersion: 1 })
  if (!saved.ok) throw new Error(saved.error.code)
}

export async function addMember(built: Built, person: AnnotatorId, name: string, role: Role): Promise<void> {
  await setMember(built.data, built.who, person, { role, name, colour: 2 })
}
