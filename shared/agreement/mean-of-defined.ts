import { unmeasured, type Measured, type UndefinedReason } from './measured.ts'

/** The mean of those that have a value; without any, the first one's reason, or the given one for an empty list. */
export function meanOfDefined(all: readonly Measured[], whenEmpty: UndefinedReason): Measured {
  const values = all.flatMap(({ value }) => (value === null ? [] : [value]))
  if (values.length > 0) return { value: values.reduce((sum, value) => sum + value, 0) / values.length }
  const first = all[0]
  return first !== undefined && first.value === null ? first : unmeasured(whenEmpty)
}
