import type { AnnotatorId, LabelId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import { labelName, paletteColour } from '#shared/domain/label.ts'
import { isolated } from '#renderer/ui/isolated.ts'
import type { Question } from '#shared/domain/question.ts'

/** Names for what a report knows by id. */
export type Names = {
  person: (id: AnnotatorId) => string
  /** Null: no mark, or no label. */
  label: (id: LabelId | null) => string
  /** Palette number. */
  colour: (id: LabelId) => number
}

/** The names as they stand inside a sentence: each keeps its own direction and leaves the sentence its. */
export function inSentence({ person, label, colour }: Names): Names {
  return { person: (id) => isolated(person(id)), label: (id) => isolated(label(id)), colour }
}

export function namesOf(
  question: Question,
  people: ReadonlyMap<AnnotatorId, Annotator>,
  { locale, nameless, nothing }: { locale: string; nameless: string; nothing: string },
): Names {
  const labels = new Map<string, Question['labels'][number]>(question.labels.map((label) => [label.id, label]))
  return {
    person: (id) => people.get(id)?.name || nameless,
    label: (id) => {
      if (id === null) return nothing
      const label = labels.get(id)
      return label === undefined ? id : labelName(label, locale)
    },
    colour: (id) => paletteColour(labels.get(id)?.colour ?? 1),
  }
}
