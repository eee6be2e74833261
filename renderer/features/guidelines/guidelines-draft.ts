import { z } from '#shared/base/schema.ts'
import type { Question } from '#shared/domain/question.ts'
import { livingLabels } from '#shared/domain/question.ts'

/** Guidelines that are being written. `base`: the stored ones they were begun on. */
export type GuidelinesDraft = { base: string; text: string }

const draftSchema = z.object({ base: z.string(), text: z.string() })

export function openGuidelines(stored: string, kept: string): GuidelinesDraft {
  return followTask(parseGuidelines(kept) ?? { base: stored, text: stored }, stored)
}

/** When the stored guidelines change: an untouched text follows, a touched one stays as it is. */
export function followTask(draft: GuidelinesDraft, stored: string): GuidelinesDraft {
  if (draft.base === stored) return draft
  if (draft.text === draft.base || draft.text === stored) return { base: stored, text: stored }
  return draft
}

export function guidelinesChanged({ base, text }: GuidelinesDraft): boolean {
  return text !== base
}

/** '' when there is nothing to keep. */
export function writeGuidelines(draft: GuidelinesDraft): string {
  return guidelinesChanged(draft) ? JSON.stringify(draft) : ''
}

function parseGuidelines(kept: string): GuidelinesDraft | null {
  if (kept === '') return null
  try {
    return draftSchema.parse(JSON.parse(kept))
  } catch {
    return null
  }
}

/** A beginning to write on: every question with its labels, their meanings and examples. */
export function outlineOf(questions: readonly Question[]): string {
  return questions
    .map((question) => {
      const lines = livingLabels(question).map(({ name, description, example }) => {
        const meaning = [description, example === '' ? '' : `«${example}»`].filter((part) => part !== '').join(' ')
        return meaning === '' ? `- **${name}**` : `- **${name}**: ${meaning}`
      })
      return [`# ${question.title}`, '', ...lines].join('\n')
    })
    .join('\n\n')
}
