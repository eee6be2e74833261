import { useMemo, useState } from 'react'
import type { LabelId, QuestionId } from '#shared/base/ids.ts'
import { labelKeys } from '#shared/domain/hotkeys.ts'
import type { Label } from '#shared/domain/label.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { livingLabels, type Question } from '#shared/domain/question.ts'
import type { LabelUse } from '#shared/domain/task-change.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { labelUse } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { findProblems } from './label-problems.ts'
import { useLabelActs } from './use-label-acts.ts'
import { useLabelDraft } from './use-label-draft.ts'

/** What the form beside the list shows: a question, or one of its labels. */
export type Selected = { question: QuestionId; label: LabelId | null }
export type Asked =
  | { kind: 'label'; question: Question; label: Label }
  | { kind: 'question'; question: Question }
  | { kind: 'history' }
  | { kind: 'discard' }

export type LabelsEditor = ReturnType<typeof useLabelsEditor>

const NO_USE: LabelUse = {}

/** The form beside the list, for moving the focus there. */
export const FORM_ID = 'labels-form'

/** After the next paint: the form may only now come to show what was picked. */
function focusForm(): void {
  requestAnimationFrame(() => document.getElementById(FORM_ID)?.querySelector('input')?.select())
}

/** Back to the picked row, where a dialog or the row of a new label had the focus. */
function focusList(): void {
  requestAnimationFrame(() => document.querySelector<HTMLElement>('.label-tree [aria-selected="true"]')?.focus())
}

/** Everything the parts of the page share: the draft, what is picked, and what can be done. */
export function useLabelsEditor(project: Project, task: TaskVersion, stored: string) {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const who = useMemo(() => ({ projectId: project.id, annotatorId }), [project.id, annotatorId])
  const { draft, changed, dispatch, edit, apply } = useLabelDraft(who, task, stored)
  const use = useQuery(() => labelUse(data, project.id), [data, project.id]) ?? NO_USE
  const [wanted, select] = useState<Selected | null>(null)
  const [adding, setAdding] = useState<QuestionId | null>(null)
  const [asked, ask] = useState<Asked | null>(null)
  const questions = draft.present
  const selected = useMemo(() => shownSelection(questions, wanted), [questions, wanted])
  const problems = useMemo(() => findProblems(questions), [questions])
  const keys = useMemo(
    () => new Map(labelKeys(questions).map(({ question, label, code }) => [`${question}/${label}`, code])),
    [questions],
  )
  const undo = () => dispatch({ kind: 'undo' })
  const core = { project, who, version: task.version, draft, questions, changed, problems, keys, use }
  const state = { selected, select, adding, setAdding, asked, ask, edit, undo, focusForm, focusList }
  return {
    ...core,
    ...state,
    ...useLabelActs({ questions, use, edit, select, undo, ask, focusList }),
    redo: () => dispatch({ kind: 'redo' }),
    discard: () => dispatch({ kind: 'discard' }),
    addQuestion: (question: Question) => {
      edit({ kind: 'question.add', question })
      select({ question: question.id, label: null })
      setAdding(null)
      focusForm()
    },
    /** Applies, or goes to the first thing that stands in the way. */
    apply: () => {
      const [problem] = problems
      if (problem === undefined) {
        if (changed) void apply()
        return
      }
      select({ question: problem.question, label: problem.label })
      focusForm()
    },
  }
}

/** The picked thing if it is still there; otherwise the first label, or the first question. */
function shownSelection(questions: readonly Question[], wanted: Selected | null): Selected | null {
  const question = questions.find((one) => one.id === wanted?.question) ?? questions[0]
  if (question === undefined) return null
  if (wanted?.question === question.id) {
    if (wanted.label === null) return wanted
    if (livingLabels(question).some((label) => label.id === wanted.label)) return wanted
  }
  return { question: question.id, label: livingLabels(question)[0]?.id ?? null }
}
