import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ColumnMapping, ColumnUse } from '#shared/formats/column-use.ts'
import { labelFinder } from '#shared/formats/label-finder.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { isMostlyLatin } from '#shared/text/direction.ts'
import { languageOf } from '#shared/text/languages.ts'
import { AfterFrames } from '#renderer/ui/after-frames.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import type { ImportPreview } from '#renderer/workers/import-protocol.ts'
import { ColumnUseSelect, withUse } from './column-use-select.tsx'
import type { Choices } from './import-state.ts'

export type PreviewTableProps = {
  project: Project
  task: TaskVersion
  preview: ImportPreview
  mapping: readonly ColumnMapping[]
  onChoose: (choices: Partial<Choices>) => void
  onMakeQuestion: (column: string) => void
}

const ROMAN = 'ur-Latn'
/** A line of Nastaliq takes its time to shape. */
const ROWS_IN_FRAME = 2
/** The lists of the columns come after the fields that say how the file is read. */
const FIRST_SELECT = 6

/** The first rows as they would come in, each column's use under its name. */
export const PreviewTable = memo(function PreviewTable({
  project,
  task,
  preview,
  mapping: columns,
  onChoose,
  onMakeQuestion,
}: PreviewTableProps) {
  const { t } = useTranslation('import')
  if (preview.rows.length === 0) {
    return (
      <div className="grow preview-scroll">
        <EmptyState sentence={t('noRows')} />
      </div>
    )
  }
  return (
    // Scrollable areas take the focus, so that they can be scrolled by keys.
    <div className="grow preview-scroll" tabIndex={0} role="region" aria-label={t('table')}>
      <table className="table preview-table">
        <thead>
          <tr>
            {columns.map((mapping, place) => (
              <th key={mapping.column} scope="col" className={`use-${mapping.use.kind}`}>
                <p className="mono preview-name">
                  <bdi>{mapping.column}</bdi>
                </p>
                <AfterFrames frames={FIRST_SELECT + place} fallback={<p className="select-space" />}>
                  <ColumnUseSelect
                    mapping={mapping}
                    project={project}
                    task={task}
                    onChange={(use) => onChoose({ mapping: withUse(columns, mapping.column, use) })}
                    onMakeQuestion={
                      preview.labelColumns.includes(mapping.column) ? () => onMakeQuestion(mapping.column) : null
                    }
                  />
                </AfterFrames>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {preview.rows.map((row, place) => (
            <AfterFrames key={row.line} frames={Math.floor(place / ROWS_IN_FRAME)}>
              <tr>
                {columns.map((mapping) => (
                  <td key={mapping.column} className={`use-${mapping.use.kind}`}>
                    <PreviewCell
                      text={cellOf(preview.columns, row.cells, mapping)}
                      use={mapping.use}
                      project={project}
                      task={task}
                    />
                  </td>
                ))}
              </tr>
            </AfterFrames>
          ))}
        </tbody>
      </table>
    </div>
  )
})

function cellOf(columns: readonly string[], cells: readonly string[], { column }: ColumnMapping): string {
  return cells[columns.indexOf(column)] ?? ''
}

type CellProps = { text: string; use: ColumnUse; project: Project; task: TaskVersion }

function PreviewCell({ text, use, project, task }: CellProps) {
  if (use.kind === 'text') {
    const code = project.fields.find((field) => field.id === use.field)?.language ?? 'ur'
    // A Roman row among Urdu ones reads from its own side, in its own letters.
    const language = languageOf(isMostlyLatin(text) ? ROMAN : code)
    return (
      <p className={`fade preview-text typeface-${language.typeface}`} lang={language.lang} dir={language.dir}>
        {text}
      </p>
    )
  }
  if (use.kind === 'answer') {
    const question = task.questions.find((one) => one.id === use.question)
    return <AnswerCell text={text} question={question} />
  }
  return (
    // Cut at its end, whatever its direction.
    <p className={use.kind === 'skip' ? 'preview-cell faint' : 'preview-cell'} dir="auto">
      {text}
    </p>
  )
}

/** A known label with its colour; anything else as it was written. */
function AnswerCell({ text, question }: { text: string; question: Question | undefined }) {
  const found = question ? labelFinder(question).find(text) : null
  const label = question?.labels.find((one) => one.id === found)
  return (
    <p className="row preview-cell">
      {label && <Swatch colour={label.colour} />}
      <bdi>{text}</bdi>
    </p>
  )
}
