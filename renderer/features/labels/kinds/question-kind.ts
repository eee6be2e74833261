import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { LabelId, QuestionId } from '#shared/base/ids.ts'
import type { Item } from '#shared/domain/item.ts'
import type { Project } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'

/** What the form of a question is given for its kind's own settings. */
export type KindSettingsProps<Kind extends Question> = {
  question: Kind
  project: Project
  onChange(question: Kind): void
}

export type KindPreviewProps<Kind extends Question> = {
  question: Kind
  project: Project
  /** The label that is being edited: a preview shows it first. */
  selected: LabelId | null
  /** Codes of the keys by `question/label`. */
  keys: ReadonlyMap<string, string>
  /** Texts of the project's first item, if it has one. */
  texts: Item['texts'] | null
}

/**
 * One kind of question in the editor. A new kind adds a file that makes one of these, and a line in the
 * registry. Methods, so that a kind stands where any kind is asked for: the caller hands it only its own questions.
 */
export type QuestionKind<Kind extends Question> = {
  icon: LucideIcon
  create(id: QuestionId, title: string): Kind
  /** Key of the line under the title, in the namespace `labels`. */
  hint(question: Kind): string
  Settings(props: KindSettingsProps<Kind>): ReactNode
  Preview(props: KindPreviewProps<Kind>): ReactNode
}
