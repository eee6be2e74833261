import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { STATUSES } from '#shared/domain/status.ts'
import { languageOf } from '#shared/text/languages.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { EMPTY_FILTER, isEmptyFilter, type ItemFilter } from '#renderer/data/queries/search-items.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { SearchBox } from '#renderer/ui/search-box.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { ItemSearch, type SearchProgress } from '#renderer/workers/item-search.ts'
import type { TaskLabel } from '#renderer/app/answering/task-labels.ts'
import type { WorkSession } from './work-session.ts'

const ROW_PX = 58
const NOTHING: SearchProgress = { found: [], scanned: 0, total: 0, done: false, failed: null }

export type SearchDialogProps = { who: Who; labels: readonly TaskLabel[]; session: WorkSession; onClose: () => void }

/** Finds texts by words, status, label, flag or comment; go to one, or work through all of them. */
export function SearchDialog({ who, labels, session, onClose }: SearchDialogProps) {
  const { t } = useTranslation(['annotate', 'common'])
  const format = useFormat()
  const [filter, setFilter] = useState<ItemFilter>(EMPTY_FILTER)
  const result = useItemSearch(who, filter)
  const change = (part: Partial<ItemFilter>) => setFilter((old) => ({ ...old, ...part }))
  const orders = result.found.map(({ order }) => order)
  const footer = (
    <>
      <span className="muted sm grow" role="status">
        {result.failed !== null
          ? t('filterFailed')
          : t(result.done ? 'foundAll' : 'foundSoFar', {
              count: result.found.length,
              scanned: format.number(result.scanned),
            })}
      </span>
      <Button
        isDisabled={!result.done || orders.length === 0 || isEmptyFilter(filter)}
        variant="primary"
        onPress={() => {
          onClose()
          void session.workThrough(orders)
        }}
      >
        {t('workThrough')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('search')} size="medium" closeLabel={t('common:action.close')} onClose={onClose} footer={footer}>
      <div className="col search-form">
        <SearchBox label={t('searchTexts')} value={filter.text} onChange={(text) => change({ text })} autoFocus />
        <FilterFields filter={filter} labels={labels} onChange={change} />
        <Results result={result} onGo={(order) => void session.goTo(order).then(onClose)} />
      </div>
    </Dialog>
  )
}

function useItemSearch(who: Who, filter: ItemFilter): SearchProgress {
  const [shown, setShown] = useState({ filter, result: NOTHING })
  const search = useRef<ItemSearch | null>(null)
  useEffect(() => {
    const worker = new ItemSearch()
    search.current = worker
    return () => worker.close()
  }, [])
  useEffect(() => {
    const timer = setTimeout(() => search.current?.start(who, filter, (result) => setShown({ filter, result })), 150)
    return () => clearTimeout(timer)
  }, [who, filter])
  // What was found for another filter may be looked at, but is not the answer.
  const { result } = shown
  return shown.filter === filter ? result : { ...result, done: false }
}

type FilterFieldsProps = {
  filter: ItemFilter
  labels: readonly TaskLabel[]
  onChange: (part: Partial<ItemFilter>) => void
}

function FilterFields({ filter, labels, onChange }: FilterFieldsProps) {
  const { t } = useTranslation('annotate')
  const statuses = (['any', 'unanswered', ...STATUSES] as const).filter((status) => status !== 'open')
  return (
    <div className="row wrap">
      <SelectField
        label={t('filterStatus')}
        hideLabel
        value={filter.status}
        options={statuses.map((status) => ({ value: status, label: t(`status.${status}`) }))}
        onChange={(status) => onChange({ status })}
      />
      <SelectField
        label={t('filterLabel')}
        hideLabel
        value={filter.label}
        options={[
          { value: '', label: t('anyLabel') },
          ...labels.map((label) => ({ value: `${label.question.id}/${label.label.id}`, label: label.name })),
        ]}
        onChange={(label) => onChange({ label })}
      />
      <Checkbox isSelected={filter.flagged} onChange={(flagged) => onChange({ flagged })}>
        {t('filterFlagged')}
      </Checkbox>
      <Checkbox isSelected={filter.commented} onChange={(commented) => onChange({ commented })}>
        {t('filterCommented')}
      </Checkbox>
    </div>
  )
}

function Results({ result, onGo }: { result: SearchProgress; onGo: (order: number) => void }) {
  const { t } = useTranslation('annotate')
  const format = useFormat()
  const scroll = useRef<HTMLDivElement>(null)
  const { found } = result
  const rows = useVirtualizer({
    count: found.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  })
  const visible = rows.getVirtualItems()
  const shown = useMemo(
    () => visible.flatMap((row) => (found[row.index] ? [{ row, item: found[row.index] }] : [])),
    [visible, found],
  )
  return (
    <div ref={scroll} className="search-results">
      {result.done && found.length === 0 && <p className="muted">{t('notFound')}</p>}
      <div className="search-canvas" style={{ blockSize: rows.getTotalSize() }}>
        {shown.map(({ row, item }) => {
          if (item === undefined) return null
          const language = languageOf(item.language)
          return (
            <button
              key={item.itemId}
              type="button"
              className="search-row"
              style={{ insetBlockStart: row.start, blockSize: ROW_PX }}
              onClick={() => onGo(item.order)}
            >
              <span className="num muted">{format.number(item.order + 1)}</span>
              <span
                className={`search-text fade typeface-${language.typeface}`}
                lang={language.lang}
                dir={language.dir}
              >
                {item.text}
              </span>
              <span className="muted sm nowrap">
                {item.status === 'open' ? t('status.unanswered') : t(`status.${item.status}`)}
              </span>
            </button>
          )
        })}
      </div>
    </div>
  )
}
