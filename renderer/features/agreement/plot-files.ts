import type { Measured } from '#shared/agreement/measured.ts'
import type { QuestionReport, TrendPoint } from '#shared/agreement/report/question-report.ts'
import { csvTable } from '#shared/formats/csv-table.ts'
import type { Names } from './names.ts'

/** A table behind a plot; column names are the same in every language, for programs to read. */
export type PlotFile = { name: string; text: () => string }

type Rows = readonly (readonly (string | number)[])[]

const cell = ({ value }: Measured): number | string => value ?? ''

function file(name: string, heads: readonly string[], rows: () => Rows): PlotFile {
  return { name, text: () => csvTable([heads, ...rows()]) }
}

export const plotFiles = {
  pairs: ({ pairs }: QuestionReport, names: Names) =>
    file('agreement-pairs', ['person_1', 'person_2', 'shared', 'value', 'observed'], () =>
      pairs.map(({ people: [one, other], shared, value, observed }) => [
        names.person(one),
        names.person(other),
        shared,
        cell(value),
        cell(observed),
      ]),
    ),
  confusion: ({ confusion }: QuestionReport, names: Names) =>
    file('agreement-confusion', ['label_1', 'label_2', 'pairs'], () =>
      confusion.map(({ one, other, pairs }) => [names.label(one), names.label(other), pairs]),
    ),
  labels: ({ labels }: QuestionReport, names: Names) =>
    file('agreement-labels', ['label', 'agreement', 'lower', 'upper', 'alpha', 'ac1', 'given', 'share'], () =>
      labels.map(({ label, agreement, range, alpha, ac1, given, share }) => [
        names.label(label),
        cell(agreement),
        range?.lower ?? '',
        range?.upper ?? '',
        cell(alpha),
        cell(ac1),
        given,
        share,
      ]),
    ),
  trend: ({ batches, days }: QuestionReport, title: (point: TrendPoint) => string) =>
    file('agreement-over-time', ['kind', 'name', 'from', 'to', 'shared', 'value', 'lower', 'upper'], () =>
      [...batches, ...days].map((point) => [
        point.batch === undefined ? 'day' : 'batch',
        point.batch === undefined ? '' : title(point),
        point.from,
        point.to,
        point.shared,
        cell(point.value),
        point.range?.lower ?? '',
        point.range?.upper ?? '',
      ]),
    ),
  persons: ({ persons }: QuestionReport, names: Names) =>
    file('agreement-people', ['person', 'answers', 'shared', 'without', 'label', 'own_share', 'others_share'], () =>
      persons.flatMap(({ person, answers, shared, without, shares }) =>
        shares.map(({ label, own, others }) => [
          names.person(person),
          answers,
          shared,
          cell(without),
          names.label(label),
          own,
          others,
        ]),
      ),
    ),
}
