import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnswerFilter } from '#shared/agreement/report/answer-filter.ts'
import { plainDigits } from '#shared/text/plain-digits.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import type { FilterOptions } from '#renderer/workers/agreement-protocol.ts'
import { withPart } from './filter-part.ts'

type Props = {
  options: FilterOptions
  filter: AnswerFilter
  onFilter: (filter: AnswerFilter) => void
  onClose: () => void
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Days, a column of the file, the version of the questions. */
export function MoreFilters({ options, filter, onFilter, onClose }: Props) {
  const { t } = useTranslation(['agreement', 'common'])
  const format = useFormat()
  const [from, setFrom] = useState(filter.from ?? '')
  const [to, setTo] = useState(filter.to ?? '')
  const [column, setColumn] = useState(filter.column ?? null)
  const [version, setVersion] = useState(filter.taskVersion)
  const days = { from: plainDigits(from.trim()), to: plainDigits(to.trim()) }
  const wrong = (day: string) => day !== '' && !DAY.test(day)
  const apply = () => {
    if (wrong(days.from) || wrong(days.to)) return
    onFilter(withPart(filter, { ...days, column: column ?? undefined, taskVersion: version }))
    onClose()
  }
  return (
    <Dialog
      title={t('filter.more')}
      closeLabel={t('common:action.close')}
      onClose={onClose}
      footer={
        <>
          <Button
            variant="quiet"
            onPress={() => {
              onFilter({})
              onClose()
            }}
          >
            {t('filter.clear')}
          </Button>
          <span className="grow" />
          <Button variant="primary" onPress={apply}>
            {t('common:action.done')}
          </Button>
        </>
      }
    >
      <form
        className="col agreement-more"
        onSubmit={(event) => {
          event.preventDefault()
          apply()
        }}
      >
        <div className="agreement-two">
          <TextField
            label={t('filter.from')}
            value={from}
            onChange={setFrom}
            dir="ltr"
            hint={t('filter.dayHint')}
            error={wrong(days.from) ? t('filter.dayHint') : null}
          />
          <TextField
            label={t('filter.to')}
            value={to}
            onChange={setTo}
            dir="ltr"
            error={wrong(days.to) ? t('filter.dayHint') : null}
          />
        </div>
        {options.columns.length > 0 && <ColumnFields options={options} column={column} onColumn={setColumn} />}
        {options.versions.length > 1 && (
          <SelectField
            label={t('filter.version')}
            value={String(version ?? '')}
            options={[
              { value: '', label: t('filter.all') },
              ...options.versions.map((one) => ({ value: String(one), label: format.number(one) })),
            ]}
            onChange={(value) => setVersion(value === '' ? undefined : Number(value))}
          />
        )}
      </form>
    </Dialog>
  )
}

type Column = NonNullable<AnswerFilter['column']>
type ColumnProps = Pick<Props, 'options'> & { column: Column | null; onColumn: (column: Column | null) => void }

/** A column of the file, and what stands in it. */
function ColumnFields({ options, column, onColumn }: ColumnProps) {
  const { t } = useTranslation('agreement')
  const values = options.columns.find(({ name }) => name === column?.name)?.values ?? []
  return (
    <div className="agreement-two">
      <SelectField
        label={t('filter.column')}
        value={column?.name ?? ''}
        options={[
          { value: '', label: t('filter.noColumn') },
          ...options.columns.map(({ name }) => ({ value: name, label: name })),
        ]}
        onChange={(name) => {
          const first = options.columns.find((one) => one.name === name)?.values[0]
          onColumn(first === undefined ? null : { name, value: first })
        }}
      />
      {column !== null && (
        <SelectField
          label={t('filter.value')}
          value={column.value}
          options={values.map((value) => ({ value, label: value }))}
          onChange={(value) => onColumn({ ...column, value })}
        />
      )}
    </div>
  )
}
