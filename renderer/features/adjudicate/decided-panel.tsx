import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '#shared/base/ids.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { DecidedItem } from '#renderer/data/queries/gold-history.ts'
import { textStarts } from '#renderer/data/queries/text-starts.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ItemRow } from './queue-panel.tsx'

const ROWS = 60

type Props = {
  kind: 'settled' | 'unclear'
  items: readonly DecidedItem[]
  current: ItemId | null
  onOpen: (item: ItemId) => void
}

/** What was decided, newest first; or what guidelines left open, with their sections. */
export function DecidedPanel({ kind, items, current, onOpen }: Props) {
  const { t } = useTranslation('adjudicate')
  const { data } = useServices()
  const format = useFormat()
  const [most, setMost] = useState(ROWS)
  const shown = items.slice(0, most)
  const sign = shown.map(({ itemId }) => itemId).join(' ')
  const starts = useQuery(
    async () =>
      new Map(
        (
          await textStarts(
            data,
            shown.map(({ itemId }) => itemId),
          )
        ).map((start) => [start.itemId, start]),
      ),
    [data, sign],
  )
  const noteOf = ({ at, questions }: DecidedItem) =>
    (kind === 'unclear' && questions.find(({ value }) => value.section)?.value.section) || format.ago(at)
  return (
    <>
      <div className="row adj-queue-head">
        <h1 className="section-title grow">{t(`tab.${kind}`)}</h1>
        <span className="section-title num">{format.number(items.length)}</span>
      </div>
      {items.length === 0 && <p className="sm muted adj-queue-note">{t(`${kind}.none`)}</p>}
      <ul className="adj-queue-list" aria-label={t(`tab.${kind}`)}>
        {shown.map((one) => (
          <ItemRow
            key={one.itemId}
            isCurrent={one.itemId === current}
            number={t('text', { number: format.number(one.order + 1) })}
            note={noteOf(one)}
            start={starts?.get(one.itemId)?.text ?? ''}
            language={starts?.get(one.itemId)?.language ?? 'ur'}
            onOpen={() => onOpen(one.itemId)}
          />
        ))}
        {items.length > most && (
          <li className="adj-queue-note">
            <Button size="s" onPress={() => setMost(most + ROWS)}>
              {t('queue.more', { count: items.length - most })}
            </Button>
          </li>
        )}
      </ul>
    </>
  )
}
