import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId } from '#shared/base/ids.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useDisagreed } from '#renderer/app/adjudicate/use-disagreed.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { decidedItems } from '#renderer/data/queries/gold-history.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import type { Disagreed } from '#renderer/workers/agreement-protocol.ts'
import { DecidedPanel } from './decided-panel.tsx'
import { ItemOnDesk, NoItem } from './item-on-desk.tsx'
import { filtersOfLink, isShown, wishOf } from './queue-filters.ts'
import { QueuePanel } from './queue-panel.tsx'
import { useDecision } from './use-decision.ts'

type Tab = 'queue' | 'settled' | 'unclear'

/** The queue at the side, an item on the desk. */
export function Adjudicating({ project, task, search }: { project: Project; task: TaskVersion; search: string }) {
  const [link] = useState(() => filtersOfLink(search))
  const [filters, setFilters] = useState(link.filters)
  const [tab, setTab] = useState<Tab>('queue')
  const [chosen, setChosen] = useState<ItemId | null>(link.item)
  const [later, setLater] = useState<readonly ItemId[]>([])
  // When each was decided in this sitting: it may still be in a list that was asked for before.
  const [gone, setGone] = useState<ReadonlyMap<ItemId, number>>(new Map())
  const [showNames, setShowNames] = useState(false)
  const { data } = useServices()
  const decided = useQuery(() => decidedItems(data, project.id), [data, project.id])
  const { list, isOld, askedAt, failed, retry } = useDisagreed(wishOf(project.id, filters))
  const isLeft = (one: Disagreed) => isShown(one, filters) && (gone.get(one.itemId) ?? 0) < askedAt
  const waiting = list && queueOf(list.filter(isLeft), later)
  const ids: readonly ItemId[] = (tab === 'queue' ? waiting : decided?.[tab])?.map(({ itemId }) => itemId) ?? []
  // What is on the desk stays there, however the list around it changes.
  const current = chosen ?? (tab === 'queue' && isOld ? null : (ids[0] ?? null))
  if (current !== chosen) setChosen(current)
  const deciding = useDecision({ project, task, onUndone: setChosen })
  const after = (item: ItemId) => {
    const at = ids.indexOf(item)
    return ids[at + 1] ?? ids.find((other) => other !== item) ?? null
  }
  const next = (item: ItemId, why: 'done' | 'later' | 'seen') => {
    setChosen(after(item))
    if (why === 'later') setLater([...later.filter((other) => other !== item), item])
    if (why === 'done') setGone(new Map(gone).set(item, performance.now()))
  }
  const step = (way: 1 | -1) => {
    const at = current === null ? -1 : ids.indexOf(current)
    const to = ids[at + way]
    if (to !== undefined) setChosen(to)
  }
  useStepKeys(step)
  const open = waiting?.find(({ itemId }) => itemId === current)
  return (
    <div className="adjudicate page-flush">
      <aside className="adj-queue">
        {tab === 'queue' ? (
          <QueuePanel
            {...{ project, task, filters, current }}
            list={waiting}
            onFilters={(wanted) => {
              setFilters(wanted)
              setChosen(null)
            }}
            onOpen={setChosen}
          />
        ) : (
          <DecidedPanel key={tab} kind={tab} items={decided?.[tab] ?? []} current={current} onOpen={setChosen} />
        )}
        <Tabs
          tab={tab}
          counts={{ queue: waiting?.length, settled: decided?.settled.length, unclear: decided?.unclear.length }}
          onTab={(wanted) => {
            setTab(wanted)
            setChosen(null)
          }}
        />
      </aside>
      <section className="adj-main">
        {current === null ? (
          <NoItem
            project={project}
            tab={tab}
            list={waiting}
            failed={failed}
            onRetry={retry}
            onUndo={() => void deciding.undo()}
          />
        ) : (
          <ItemOnDesk
            key={current}
            {...{ project, task, deciding, showNames }}
            itemId={current}
            queued={open ?? list?.find(({ itemId }) => itemId === current)}
            onNames={() => setShowNames(!showNames)}
            onNext={(why) => next(current, why)}
          />
        )}
      </section>
    </div>
  )
}

/** What is to come later stands at the end, in the order in which it was put there. */
function queueOf(list: readonly Disagreed[], later: readonly ItemId[]): Disagreed[] {
  const put = later.flatMap((id) => list.find(({ itemId }) => itemId === id) ?? [])
  return [...list.filter(({ itemId }) => !later.includes(itemId)), ...put]
}

function useStepKeys(step: (way: 1 | -1) => void): void {
  const { t } = useTranslation('adjudicate')
  usePageKeys([
    { code: 'PageDown', caps: ['PgDn'], text: t('keys.next'), onPress: () => step(1) },
    { code: 'PageUp', caps: ['PgUp'], text: t('keys.previous'), onPress: () => step(-1) },
  ])
}

type TabsProps = { tab: Tab; counts: Record<Tab, number | undefined>; onTab: (tab: Tab) => void }

function Tabs({ tab, counts, onTab }: TabsProps) {
  const { t } = useTranslation('adjudicate')
  const format = useFormat()
  return (
    <nav className="adj-tabs" aria-label={t('tab.label')}>
      {(['queue', 'settled', 'unclear'] as const).map((one) => (
        <button key={one} type="button" className="adj-tab" aria-current={one === tab} onClick={() => onTab(one)}>
          <span className="grow">{t(`tab.${one}`)}</span>
          <span className="num">{format.number(counts[one] ?? 0)}</span>
        </button>
      ))}
    </nav>
  )
}
