import { BookOpen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components'
import type { TaskVersion } from '#shared/domain/project.ts'
import { useAccess } from '#renderer/app/use-halt.ts'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { CommentsPanel } from './comments-panel.tsx'
import { GuidelinesPanel } from './guidelines-panel.tsx'
import { SpansPanel } from './spans-panel.tsx'
import type { Answering } from '#renderer/app/answering/use-answering.ts'
import type { PanelTab } from './use-annotate-keys.ts'
import type { TaskLabel } from '#renderer/app/answering/task-labels.ts'
import type { WorkSession } from './work-session.ts'

export type SidePanelProps = {
  task: TaskVersion
  language: string
  labels: readonly TaskLabel[]
  work: WorkItem
  session: WorkSession
  answering: Answering
  tab: PanelTab
  onTab(tab: PanelTab): void
}

/** Guidelines, the item's spans, comments: beside the text, never over it. */
export function SidePanel(props: SidePanelProps) {
  const { t } = useTranslation('annotate')
  const format = useFormat()
  const { turn } = useAccess()
  const { task, answering, tab, onTab } = props
  const own = answering.spans.filter((span) => !span.suggestion)
  return (
    <aside className="panel" aria-label={t('panel')}>
      <Tabs
        selectedKey={tab}
        onSelectionChange={(key) => onTab(TAB_KEYS.find((one) => one === key) ?? 'guidelines')}
        className="panel-tabs"
      >
        <TabList className="tab-list" aria-label={t('panel')}>
          <Tab id="guidelines" className="tab">
            <BookOpen size={15} aria-hidden />
            {t('guidelines')}
          </Tab>
          <Tab id="spans" className="tab">
            {t('spans')} <span className="num faint">{format.number(own.length)}</span>
          </Tab>
          <Tab id="comments" className="tab">
            {t('comments')}
          </Tab>
        </TabList>
        <TabPanel id="guidelines" className="panel-body">
          <GuidelinesPanel guidelines={task.guidelines} labels={props.labels} language={props.language} />
        </TabPanel>
        <TabPanel id="spans" className="panel-body">
          <SpansPanel spans={answering.spans} questions={task.questions} work={props.work} answering={answering} />
        </TabPanel>
        <TabPanel id="comments" className="panel-body">
          <CommentsPanel key={`${props.work.item.id} ${turn}`} work={props.work} session={props.session} />
        </TabPanel>
      </Tabs>
    </aside>
  )
}

const TAB_KEYS: readonly PanelTab[] = ['guidelines', 'spans', 'comments']
