/** Why a measure has no value. Never NaN, 0 or 1 in its place. */
export type UndefinedReason =
  /** Nobody rated anything. */
  | 'no-data'
  /** Ratings of one rater only. */
  | 'single-rater'
  /** Two or more raters, but no item that two of them rated. */
  | 'no-overlap'
  /** The formula is 0/0, as nothing varies: one value only, constant ranks, no variance. */
  | 'no-variation'
  /** The measure needs a complete table, and a rating is missing. */
  | 'incomplete'
  /** The measure is made for two raters, and there are more. */
  | 'not-two-raters'
  /** A standard error or interval from one item, or a ranking of fewer than two objects. */
  | 'one-pair'
  /** The label asked for is in no rating that can be compared. */
  | 'label-unused'
  /** Nobody marked a span in what is compared. */
  | 'no-spans'
  /** Spans of one rater overlap, and the measure needs one value at each position. */
  | 'overlapping-spans'
  /** More labels than the formula can enumerate. */
  | 'too-many-labels'
  /** More spans or raters than the stated limit of the measure. */
  | 'too-large'
  /** Fewer than two declared categories, where chance agreement is shared out among them. */
  | 'one-category'

export type Unmeasured = { value: null; reason: UndefinedReason }

export type Measured = { value: number } | Unmeasured

/** A value with its standard error; `se` is null where one item is too few for an error. */
export type MeasuredWithError = { value: number; se: number | null } | Unmeasured

/** A measure of the form (observed - expected) / (1 - expected), with its two parts where they exist. */
export type ChanceCorrected = MeasuredWithError & { observed: number | null; expected: number | null }

export function unmeasured(reason: UndefinedReason): Unmeasured {
  return { value: null, reason }
}
