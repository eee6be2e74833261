import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import type { ItemId } from '#shared/base/ids.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { readDraft } from '#renderer/data/queries/read-draft.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Note } from '#renderer/ui/note.tsx'
import type { Disagreed } from '#renderer/workers/agreement-protocol.ts'
import { deskDraftKey } from './desk-draft.ts'
import { DecidedDesk } from './decided-desk.tsx'
import { SettleDesk } from './settle-desk.tsx'
import type { Deciding } from './use-decision.ts'
import { useShownItem } from './use-shown-item.ts'

type Props = {
  project: Project
  task: TaskVersion
  itemId: ItemId
  /** What the queue tells of it; absent for one that is not in it. */
  queued: Disagreed | undefined
  deciding: Deciding
  showNames: boolean
  onNames: () => void
  onNext: (why: 'done' | 'later' | 'seen') => void
}

const NO_PROPOSALS: Disagreed['proposals'] = {}

/** An item to settle, a settled one, or why its answers are not shown. */
export function ItemOnDesk({ project, task, itemId, queued, deciding, ...view }: Props) {
  const { t } = useTranslation('adjudicate')
  const [, navigate] = useLocation()
  const found = useShownItem(project, task, itemId)
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const draft = useQuery(() => readDraft(data, deskDraftKey(annotatorId, itemId)), [data, annotatorId, itemId])
  if (found.state === 'loading' || draft === undefined) return <Skeleton />
  if (found.state === 'gone') return <EmptyState sentence={t('gone')} />
  const { shown, changed, expectChange } = found
  if (shown.mustAnswer) {
    return (
      <EmptyState sentence={t('answerFirst')}>
        <Button variant="primary" onPress={() => navigate(projectPath('annotate', project.id))}>
          {t('answerNow')}
        </Button>
        <Button keys={['PgDn']} variant="quiet" onPress={() => view.onNext('later')}>
          {t('later')}
        </Button>
      </EmptyState>
    )
  }
  if (!shown.isOpen) {
    return (
      <DecidedDesk
        {...{ project, task, shown, deciding, expectChange }}
        showNames={view.showNames}
        onNames={view.onNames}
        onNext={() => view.onNext('seen')}
      />
    )
  }
  return (
    <SettleDesk
      // What was decided on other answers is not kept.
      key={shown.sign}
      {...{ project, task, shown, draft, changed, deciding }}
      pending={queued?.pending.length ?? 0}
      proposals={queued?.proposals ?? NO_PROPOSALS}
      showNames={view.showNames}
      onNames={view.onNames}
      onNext={view.onNext}
    />
  )
}

/** Two sheets that are on their way. */
function Skeleton() {
  const { t } = useTranslation('adjudicate')
  return (
    <div className="adj-desk" role="status" aria-label={t('loading')}>
      <div className="adj-sheets" aria-hidden>
        <div className="card adj-sheet adj-skeleton" />
        <div className="card adj-sheet adj-skeleton" />
      </div>
      <div className="card adj-skeleton adj-skeleton-gold" aria-hidden />
    </div>
  )
}

type NoItemProps = {
  project: Project
  tab: 'queue' | 'settled' | 'unclear'
  list: readonly Disagreed[] | undefined
  failed: boolean
  onRetry: () => void
  /** The last decision may have been the last of all. */
  onUndo: () => void
}

/** What stands there when there is nothing to show. */
export function NoItem({ project, tab, list, failed, onRetry, onUndo }: NoItemProps) {
  const { t } = useTranslation(['adjudicate', 'common'])
  const [, navigate] = useLocation()
  const readOnly = useReadOnlyReason()
  const undo = () => readOnly === null && onUndo()
  usePageKeys([{ code: 'KeyZ', ctrl: true, caps: ['Ctrl', 'Z'], text: t('keys.undo'), onPress: undo }])
  if (tab !== 'queue') return <EmptyState sentence={t(`${tab}.none`)} />
  if (failed && list === undefined) {
    return (
      <div className="adj-desk">
        <Note
          tone="danger"
          title={t('queueFailed.title')}
          action={<Button onPress={onRetry}>{t('common:action.retry')}</Button>}
        >
          {t('queueFailed.body')}
        </Note>
      </div>
    )
  }
  if (list === undefined) return <Skeleton />
  return (
    <EmptyState sentence={t('empty')}>
      <Button variant="primary" onPress={() => navigate(projectPath('annotate', project.id))}>
        {t('common:nav.annotate')}
      </Button>
      <Button variant="quiet" onPress={() => navigate(projectPath('people', project.id))}>
        {t('common:nav.people')}
      </Button>
    </EmptyState>
  )
}
