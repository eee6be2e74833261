import { z } from '#shared/base/schema.ts'
import { labelSchema } from '#shared/domain/label.ts'
import { choiceQuestionSchema, spansQuestionSchema, type Question } from '#shared/domain/question.ts'
import { sameQuestions } from '#shared/domain/task-change.ts'
import { editQuestions, type Edit } from './edit-questions.ts'
import { rebaseQuestions } from './rebase-questions.ts'

/** Steps of undo that are kept. */
const STEPS_KEPT = 200

type Questions = readonly Question[]

/** Changes that are not applied yet, with the way back. `base`: the task they were begun on. */
export type LabelDraft = {
  base: Questions
  present: Questions
  past: readonly Questions[]
  future: readonly Questions[]
  /** Field that is being typed in: its letters make one step. */
  typing: string | null
}

export type DraftAction =
  | { kind: 'edit'; edit: Edit; typing?: string }
  | { kind: 'undo' }
  | { kind: 'redo' }
  /** The stored task, at the beginning and whenever it changes. */
  | { kind: 'task'; questions: Questions }
  | { kind: 'discard' }

export function openDraft(task: Questions, kept: KeptDraft | null): LabelDraft {
  const fresh: LabelDraft = { base: task, present: task, past: [], future: [], typing: null }
  if (kept === null) return fresh
  const present = rebaseQuestions(kept.base, task, kept.questions)
  return sameQuestions(present, task) ? fresh : { ...fresh, present, past: [task] }
}

export function isChanged(draft: LabelDraft): boolean {
  return draft.present !== draft.base && !sameQuestions(draft.present, draft.base)
}

export function labelDraftReducer(draft: LabelDraft, action: DraftAction): LabelDraft {
  switch (action.kind) {
    case 'edit':
      return step(draft, editQuestions(draft.present, action.edit), action.typing ?? null)
    case 'undo': {
      const before = draft.past.at(-1)
      if (before === undefined) return draft
      const future = [draft.present, ...draft.future]
      return { ...draft, present: before, past: draft.past.slice(0, -1), future, typing: null }
    }
    case 'redo': {
      const [after, ...future] = draft.future
      if (after === undefined) return draft
      return { ...draft, present: after, past: [...draft.past, draft.present], future, typing: null }
    }
    case 'discard':
      return step(draft, draft.base, null)
    case 'task': {
      if (sameQuestions(action.questions, draft.base)) return draft
      const rebase = (questions: Questions) => rebaseQuestions(draft.base, action.questions, questions)
      return {
        base: action.questions,
        present: rebase(draft.present),
        // An applied change stays on the way back: only what came from elsewhere is carried into old steps.
        past: sameQuestions(action.questions, draft.present) ? draft.past : draft.past.map(rebase),
        future: draft.future.map(rebase),
        typing: null,
      }
    }
  }
}

function step(draft: LabelDraft, present: Questions, typing: string | null): LabelDraft {
  if (sameQuestions(present, draft.present)) return draft
  const goesOn = typing !== null && typing === draft.typing
  const past = goesOn ? draft.past : [...draft.past, draft.present].slice(-STEPS_KEPT)
  return { ...draft, present, past, future: [], typing }
}

/** A draft may hold what a task may not: a name or title that is still empty. */
const draftLabelSchema = labelSchema.extend({ name: z.string() })
const draftParts = { title: z.string(), labels: z.array(draftLabelSchema) }
const draftQuestionSchema = z.discriminatedUnion('kind', [
  choiceQuestionSchema.extend(draftParts),
  spansQuestionSchema.extend(draftParts),
])
const keptDraftSchema = z.object({ base: z.array(draftQuestionSchema), questions: z.array(draftQuestionSchema) })
export type KeptDraft = { base: Questions; questions: Questions }

/** '' when there is nothing to keep. */
export function writeDraft(draft: LabelDraft): string {
  if (!isChanged(draft)) return ''
  return JSON.stringify({ base: draft.base, questions: draft.present } satisfies KeptDraft)
}

/** What `writeDraft` wrote; null for anything else, such as a draft of a newer version. */
export function parseDraft(text: string): KeptDraft | null {
  if (text === '') return null
  try {
    return keptDraftSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}
