import { useMemo, useState } from 'react'
import type { FieldId, LabelId, SpanId } from '#shared/base/ids.ts'
import type { AnswerChange } from '#shared/domain/answer-change.ts'
import type { ChoiceQuestion, Question } from '#shared/domain/question.ts'
import { isAnswered, type Status } from '#shared/domain/status.ts'
import type { AnswerEnd } from '#renderer/data/queries/queue-runs.ts'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useHalt } from '#renderer/app/use-halt.ts'
import type { TextRange } from '#renderer/ui/marked-text/text-range.ts'
import {
  acceptSuggestions,
  chosenLabels,
  openQuestion,
  pressLabel,
  removeSpan,
  resizeSpan,
  isHalt,
  type ActContext,
  type AnswerHalt,
  type Choice,
  type Hint,
} from './answer-acts.ts'
import { itemSpans, type ItemSpan } from './item-marks.ts'
import type { TaskLabel } from './task-labels.ts'

export type Answering = {
  /** Why nothing is taken now. */
  halt: AnswerHalt | null
  spans: ItemSpan[]
  choice: Choice | null
  picked: ItemSpan | null
  hint: Hint | null
  hintQuestion: Question | null
  chosenLabels(question: ChoiceQuestion): LabelId[]
  choose(field: FieldId, range: TextRange | null): void
  pick(id: string | null): void
  resize(id: string, range: TextRange): void
  press(label: TaskLabel): void
  remove(id: SpanId): void
  clear(): void
  finish(status: Exclude<Status, 'open'>): void
  toggleFlag(): void
  acceptSuggestions(): void
}

/** The item that is answered, and what becomes of an answer. */
export type AnsweringParts = {
  work: WorkItem | null
  /** Names the item: on another one nothing is chosen. */
  place: number | string | null
  /** Why the item's answers are read only; null where they may be changed. */
  ended: AnswerEnd | null
  questions: readonly Question[]
  keep(changes: readonly AnswerChange[]): void
  /** Where an answer is only looked at: what comes after it. */
  goOn?: (() => void) | null
  finish(status: Exclude<Status, 'open'>): void
}
type Aim = {
  place: number | string | null
  choice: Choice | null
  pickedId: string | null
  hint: Hint | null
  question: Question | null
}

/** The acts of a screen that takes answers: each becomes changes of registers, kept at once. */
export function useAnswering({ work, place, ended, questions, keep, goOn = null, finish }: AnsweringParts): Answering {
  const { data } = useServices()
  const halt = useHalt() ?? ended
  const nothing: Aim = { place, choice: null, pickedId: null, hint: null, question: null }
  const [stored, setAim] = useState<Aim>(nothing)
  // What was aimed at belongs to its item: on another one nothing is chosen.
  const aim = stored.place === place ? stored : nothing
  const annotation = work?.annotation ?? null
  const suggestions = work?.suggestions
  const spans = useMemo(() => itemSpans(questions, annotation, suggestions ?? []), [questions, annotation, suggestions])
  const picked = spans.find((span) => span.id === aim.pickedId) ?? null
  const context: ActContext | null = work && { work, spans, picked, choice: aim.choice, random: data.random }
  /** True when nothing is taken now; the strip then says why. */
  const refused = (): boolean => {
    if (halt !== null) setAim({ ...aim, hint: halt, question: null })
    return halt !== null
  }
  const act = (changes: readonly AnswerChange[], next: Partial<Aim> = {}) => {
    if (refused()) return
    setAim({ ...aim, hint: null, question: null, ...next })
    keep(changes)
  }
  // A reason that is over is not shown any more.
  const hint = isHalt(aim.hint) && aim.hint !== halt ? null : aim.hint
  return {
    halt,
    spans,
    picked,
    choice: aim.choice,
    hint,
    hintQuestion: aim.question,
    chosenLabels: (question) => chosenLabels(annotation, question),
    choose: (field, range) =>
      setAim(range === null ? { ...nothing, pickedId: aim.pickedId } : { ...nothing, choice: { field, range } }),
    pick: (id) => setAim(id === null ? { ...nothing, choice: aim.choice } : { ...nothing, pickedId: id }),
    resize: (id, range) => context && act(resizeSpan(context, id, range)),
    press(label) {
      if (context === null || refused()) return
      const outcome = pressLabel(context, label)
      if ('hint' in outcome) setAim({ ...aim, ...outcome })
      else act(outcome.changes, { choice: null, pickedId: picked?.suggestion ? null : aim.pickedId })
    },
    remove: (id) => context && act(removeSpan(context, id), { pickedId: null }),
    clear: () => setAim(nothing),
    finish(status) {
      if (goOn !== null) {
        // What was answered stays: the key for done goes on.
        if (status === 'done') goOn()
        else refused()
        return
      }
      if (refused()) return
      const open = isAnswered(status) ? openQuestion(questions, annotation) : null
      if (open === null) finish(status)
      else setAim({ ...aim, hint: 'choose-label', question: open })
    },
    toggleFlag: () => act([{ kind: 'item.flag', value: !(annotation?.flag?.value ?? false) }]),
    acceptSuggestions: () => context && act(acceptSuggestions(context, questions)),
  }
}
