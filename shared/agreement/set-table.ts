import type { RatingTable } from './rating-table.ts'

/**
 * Ratings that are sets of labels. The categories are the distinct sets; `sets[category]` has the
 * label indexes in rising order. The empty set is a rating ("nothing applies"), `UNRATED` is none.
 */
export type SetTable = RatingTable & {
  sets: readonly (readonly number[])[]
  /** How many labels are declared. */
  labels: number
}
