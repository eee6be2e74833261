import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { AnnotatorId } from '#shared/base/ids.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { RadioChoice } from '#renderer/ui/radio-choice.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { allColumns, hasEnglishNames, type ExportOptions, type ExportSubject } from './export-options.ts'

type Props = { subject: ExportSubject; options: ExportOptions; onChange: (change: Partial<ExportOptions>) => void }

/** What is exported and how, a row each. */
export function ExportFields({ subject, options, onChange }: Props) {
  const { t } = useTranslation('export')
  return (
    <>
      <Row title={t('format')}>
        <Segmented
          label={t('format')}
          value={options.format}
          options={[
            { value: 'csv', label: 'CSV' },
            { value: 'jsonl', label: 'JSONL' },
          ]}
          onChange={(format) => onChange({ format })}
        />
      </Row>
      <Row title={t('shape')}>
        <RadioChoice
          label={t('shape')}
          hideLabel
          value={options.shape}
          options={(['annotation', 'item', 'span'] as const).map((value) => ({ value, label: t(`shapes.${value}`) }))}
          onChange={(shape) => onChange({ shape, without: [] })}
        />
        {options.shape === 'span' && <p className="muted sm">{t('spanDrops')}</p>}
      </Row>
      <Row title={t('answers')}>
        <AnswerFields subject={subject} options={options} onChange={onChange} />
      </Row>
      <Row title={t('columns')}>
        <ColumnChoice subject={subject} options={options} onChange={onChange} />
      </Row>
      <Row title={t('offsets')}>
        <p>{t('codePoints')}</p>
        <p className="muted sm">{t('codePointsHint')}</p>
      </Row>
      {options.format === 'csv' && <OpensIn options={options} onChange={onChange} />}
      {hasEnglishNames(subject) && (
        <Row title={t('labelNames')}>
          <RadioChoice
            label={t('labelNames')}
            hideLabel
            value={options.labelNames}
            options={[
              { value: 'own', label: t('ownNames') },
              { value: 'english', label: t('englishNames') },
            ]}
            onChange={(labelNames) => onChange({ labelNames })}
          />
        </Row>
      )}
      <Row title={t('who')}>
        <RadioChoice
          label={t('who')}
          hideLabel
          value={options.names}
          options={[
            { value: 'codes', label: t('codes') },
            { value: 'names', label: t('names') },
          ]}
          onChange={(names) => onChange({ names })}
        />
      </Row>
    </>
  )
}

/** Which answers, and whose: of others only where they may be read. */
function AnswerFields({ subject, options, onChange }: Props) {
  const { t } = useTranslation('export')
  return (
    <>
      <div className="row wrap">
        <SelectField
          label={t('which')}
          hideLabel
          value={options.which}
          options={(['answered', 'finished', 'everything'] as const).map((value) => ({
            value,
            label: t(`whiches.${value}`),
          }))}
          onChange={(which) => onChange({ which })}
        />
        {subject.reach === 'all' && (
          <SelectField<AnnotatorId | ''>
            label={t('whose')}
            hideLabel
            value={options.annotator}
            options={[
              { value: '', label: t('everyone') },
              ...subject.people.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            onChange={(annotator) => onChange({ annotator })}
          />
        )}
        {subject.reach !== 'own' && (
          <Checkbox isSelected={options.gold} onChange={(gold) => onChange({ gold })}>
            {t('gold')}
          </Checkbox>
        )}
        {subject.training > 0 && (
          <Checkbox isSelected={options.training} onChange={(training) => onChange({ training })}>
            {t('training')}
          </Checkbox>
        )}
      </div>
      {subject.reach !== 'all' && <p className="muted sm">{t(`reach.${subject.reach}`)}</p>}
    </>
  )
}

function OpensIn({ options, onChange }: Omit<Props, 'subject'>) {
  const { t } = useTranslation('export')
  return (
    <Row title={t('opensIn')}>
      <RadioChoice
        label={t('opensIn')}
        hideLabel
        value={options.encoding}
        options={[
          { value: 'utf-8-bom', label: <Named name={t('excel')} detail="UTF-8 with BOM" /> },
          { value: 'utf-8', label: <Named name="Python" detail="UTF-8" /> },
          { value: 'utf-16le', label: <Named name="UTF-16" detail="LE" /> },
        ]}
        onChange={(encoding) => onChange({ encoding, guard: encoding !== 'utf-8' })}
      />
      <Checkbox isSelected={options.guard} onChange={(guard) => onChange({ guard })}>
        {t('guard')}
      </Checkbox>
    </Row>
  )
}

function Named({ name, detail }: { name: string; detail: string }) {
  return (
    <>
      {name}{' '}
      <bdi className="muted sm" lang="en" dir="ltr">
        {detail}
      </bdi>
    </>
  )
}

/** Columns as toggles: pressed ones are written. */
function ColumnChoice({ subject, options, onChange }: Props) {
  const columns = allColumns(subject, options)
  const { without } = options
  const toggle = (column: string) =>
    onChange({ without: without.includes(column) ? without.filter((one) => one !== column) : [...without, column] })
  return (
    <div className="row wrap">
      {columns.map((column) => (
        <button
          key={column}
          type="button"
          className={without.includes(column) ? 'chip export-column' : 'chip chip-info export-column'}
          aria-pressed={!without.includes(column)}
          disabled={column === 'item_id'}
          onClick={() => toggle(column)}
        >
          <bdi dir="auto">{column}</bdi>
        </button>
      ))}
    </div>
  )
}

function Row({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="export-row">
      <p className="bold">{title}</p>
      <div className="col export-row-body">{children}</div>
    </div>
  )
}
