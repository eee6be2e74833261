import type { ProjectId, QuestionId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'

/**
 * Answers of everyone to one question. Counted row by row (counters know labels only, and an answer
 * can hold several): asked once, before a question is deleted.
 */
export async function questionUse(data: DataContext, projectId: ProjectId, question: QuestionId): Promise<number> {
  let count = 0
  await data.db.annotations
    .where('[projectId+annotatorId+order]')
    .between([projectId, '', -1], [projectId, '\uffff', Infinity])
    .each(({ answers, spans }) => {
      const whole = answers[question]?.value
      const answered = Array.isArray(whole) ? whole.length > 0 : whole !== null && whole !== undefined
      if (answered || Object.values(spans[question] ?? {}).some(({ value }) => value !== null)) count += 1
    })
  return count
}
