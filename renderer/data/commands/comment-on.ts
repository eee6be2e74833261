import type { AnnotatorId, ItemId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'
import { currentTask } from '../queries/projects.ts'
import type { Who } from './change-project.ts'
import { recordOperations } from './record-operations.ts'

export type CommentFor = { itemId: ItemId; person: AnnotatorId; text: string }

/** Writes a comment on a person's item that only they and those who lead see; empty takes it away. By a lead. */
export function commentOn(data: DataContext, who: Who, { itemId, person, text }: CommentFor): Promise<void> {
  return data.serial(async () => {
    const known = await data.db.comments.get([itemId, person, who.annotatorId])
    if ((known?.text ?? '') === text.trim()) return
    const taskVersion = (await currentTask(data, who.projectId))?.version ?? 0
    const draft = { kind: 'comment.set', item: itemId, key: person, value: text.trim() } as const
    await recordOperations(data, { ...who, drafts: [{ ...draft, at: data.clock.now(), taskVersion }] })
  })
}
