import { ListFilter } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '#shared/base/ids.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { classNames } from '#renderer/ui/class-names.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import type { Disagreed, DisagreedOrder } from '#renderer/workers/agreement-protocol.ts'
import { DialogTrigger, Dialog as AriaDialog, Popover } from 'react-aria-components'
import { filterCount, NO_FILTERS, type QueueFilters } from './queue-filters.ts'
import { FilterFields } from './filter-fields.tsx'

/** Rows drawn at once: each has a line of Nastaliq. */
const ROWS = 60

export type QueuePanelProps = {
  project: Project
  task: TaskVersion
  /** Undefined while it is worked out for the first time. */
  list: readonly Disagreed[] | undefined
  filters: QueueFilters
  current: ItemId | null
  onFilters: (filters: QueueFilters) => void
  onOpen: (item: ItemId) => void
}

/** What waits for a decision, in the wished order. */
export function QueuePanel({ project, task, list, filters, current, onFilters, onOpen }: QueuePanelProps) {
  const { t } = useTranslation('adjudicate')
  const format = useFormat()
  return (
    <>
      <div className="row adj-queue-head">
        <h1 className="section-title grow">{t('queue.title')}</h1>
        <span className="section-title num" data-waiting={list?.length}>
          {list && format.number(list.length)}
        </span>
      </div>
      <div className="row adj-queue-tools">
        <SelectField
          label={t('queue.order')}
          hideLabel
          className="grow"
          value={filters.order}
          options={ORDERS.map((value) => ({ value, label: t(`queue.by.${value}`) }))}
          onChange={(order: DisagreedOrder) => onFilters({ ...filters, order })}
        />
        <FilterButton {...{ project, task, filters, onFilters }} list={list ?? []} />
      </div>
      <QueueRows list={list} filters={filters} current={current} onOpen={onOpen} />
    </>
  )
}

const ORDERS = ['disagreement', 'worth', 'order'] as const

type FilterProps = Pick<QueuePanelProps, 'project' | 'task' | 'filters' | 'onFilters'> & { list: readonly Disagreed[] }

function FilterButton({ project, task, filters, onFilters, list }: FilterProps) {
  const { t } = useTranslation('adjudicate')
  const count = filterCount(filters)
  return (
    <DialogTrigger>
      <Button
        variant="secondary"
        icon={<ListFilter size={18} aria-hidden />}
        label={count === 0 ? t('filter.title') : t('filter.on', { count })}
        isPressed={count > 0}
      />
      <Popover className="popover" placement="bottom end">
        <AriaDialog aria-label={t('filter.title')} className="col adj-filters">
          <FilterFields {...{ project, task, filters, onFilters, list }} />
          <Button size="s" isDisabled={count === 0} onPress={() => onFilters({ ...NO_FILTERS, order: filters.order })}>
            {t('filter.clear')}
          </Button>
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  )
}

type RowsProps = Pick<QueuePanelProps, 'list' | 'filters' | 'current' | 'onOpen'>

function QueueRows({ list, filters, current, onOpen }: RowsProps) {
  const { t } = useTranslation('adjudicate')
  const [shown, setShown] = useState(ROWS)
  const at = list?.findIndex(({ itemId }) => itemId === current) ?? -1
  const most = Math.max(shown, at + 10)
  if (list === undefined) {
    return (
      <p className="sm muted adj-queue-note" role="status">
        {t('queue.working')}
      </p>
    )
  }
  if (list.length === 0) {
    return <p className="sm muted adj-queue-note">{t(filterCount(filters) > 0 ? 'queue.noneFits' : 'queue.none')}</p>
  }
  return (
    <ul className="adj-queue-list" aria-label={t('queue.title')}>
      {list.slice(0, most).map((one) => (
        <QueueRow key={one.itemId} one={one} isCurrent={one.itemId === current} onOpen={onOpen} />
      ))}
      {list.length > most && (
        <li className="adj-queue-note">
          <Button size="s" onPress={() => setShown(most + ROWS)}>
            {t('queue.more', { count: list.length - most })}
          </Button>
        </li>
      )}
    </ul>
  )
}

type RowProps = { one: Disagreed; isCurrent: boolean; onOpen: (item: ItemId) => void }

function QueueRow({ one, isCurrent, onOpen }: RowProps) {
  const { t } = useTranslation('adjudicate')
  const format = useFormat()
  const note =
    one.standing === 'reopened' ? t('outcome.reopened') : t('differences', { count: Math.max(1, one.differences) })
  return (
    <ItemRow
      isCurrent={isCurrent}
      number={t('text', { number: format.number(one.order + 1) })}
      note={note}
      start={one.start}
      language={one.language}
      onOpen={() => onOpen(one.itemId)}
    />
  )
}

export type ItemRowProps = {
  isCurrent: boolean
  number: string
  note: string
  start: string
  language: string
  onOpen: () => void
}

/** A text in a list at the side: its number, what is said of it, how it begins. */
export function ItemRow({ isCurrent, number, note, start, language, onOpen }: ItemRowProps) {
  const { typeface, lang, dir } = languageOf(language)
  const row = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (isCurrent) row.current?.scrollIntoView({ block: 'nearest' })
  }, [isCurrent])
  return (
    <li>
      <button
        ref={row}
        type="button"
        className={classNames('adj-row', isCurrent && 'adj-row-current')}
        aria-current={isCurrent}
        onClick={onOpen}
      >
        <span className="row sm">
          <span className="grow med num">{number}</span>
          <span className="muted adj-row-note">
            <bdi>{note}</bdi>
          </span>
        </span>
        <bdi className={`fade adj-row-text typeface-${typeface}`} lang={lang} dir={dir}>
          {start}
        </bdi>
      </button>
    </li>
  )
}
