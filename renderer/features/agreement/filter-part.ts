import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'

/** A filter with a part changed; undefined takes the part away. */
export function withPart(
  filter: AnswerFilter,
  part: { [Key in keyof AnswerFilter]: AnswerFilter[Key] | undefined },
): AnswerFilter {
  const entries = Object.entries({ ...filter, ...part }).filter(([, value]) => value !== undefined && value !== '')
  return Object.fromEntries(entries)
}
