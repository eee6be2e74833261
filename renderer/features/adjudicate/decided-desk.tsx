import { RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { AnswerSheets } from './answer-sheets.tsx'
import { GoldFrame, GoldText } from './gold-card.tsx'
import { HistoryDialog } from './history-dialog.tsx'
import { SideButtons } from './settle-bar.tsx'
import type { Deciding } from './use-decision.ts'
import { partsOfGold, type ShownItem } from './use-shown-item.ts'

type Props = {
  project: Project
  task: TaskVersion
  shown: ShownItem
  /** Undefined for those who only read. */
  deciding?: Deciding
  showNames: boolean
  onNames: () => void
  onNext: () => void
  /** The change that comes now is the person's own. */
  expectChange: () => void
}

/** A settled item: its gold answer with who settled it and when, and the way to open it again. */
export function DecidedDesk(props: Props) {
  const { t } = useTranslation(['adjudicate', 'common'])
  const { project, task, shown, deciding, showNames, onNames } = props
  const readOnly = useReadOnlyReason()
  const [history, setHistory] = useState(false)
  const [failed, setFailed] = useState(false)
  const { gold } = shown
  const reopen = async () => {
    if (deciding === undefined || readOnly !== null) return
    props.expectChange()
    const questions = task.questions.flatMap(({ id }) => ((gold[id]?.value.from.length ?? 0) > 0 ? [id] : []))
    setFailed((await deciding.reopen(shown, questions)) !== 'written')
  }
  usePageKeys([
    { code: 'KeyR', caps: ['R'], text: t('reopen'), ...(deciding && { onPress: () => void reopen() }) },
    { code: 'KeyN', caps: ['N'], text: t('keys.names'), onPress: onNames },
    { code: 'KeyH', caps: ['H'], text: t('history.title'), onPress: () => setHistory(true) },
    { code: 'Enter', caps: ['Enter'], text: t('common:action.next'), onPress: props.onNext },
    {
      code: 'KeyZ',
      ctrl: true,
      caps: ['Ctrl', 'Z'],
      text: t('keys.undo'),
      onPress: () => readOnly === null && void deciding?.undo(),
    },
  ])
  return (
    <>
      <div className="adj-desk">
        {failed && (
          <Note tone="danger" title={t('failed.title')}>
            {t('failed.body')}
          </Note>
        )}
        <AnswerSheets project={project} task={task} shown={shown} row={null} showNames={showNames} />
        <GoldFrame head={<WhoSettled shown={shown} />}>
          <GoldText
            project={project}
            task={task}
            item={shown.item}
            gold={(question) => partsOfGold(Object.entries(gold).find(([id]) => id === question)?.[1].value.answer)}
          />
        </GoldFrame>
      </div>
      <footer className="action-bar adj-bar">
        <Button
          variant="quiet"
          icon={<RotateCcw size={15} className="mirrored" aria-hidden />}
          keys={['R']}
          disabledReason={deciding === undefined ? t('leadsOnly') : readOnly}
          onPress={() => void reopen()}
        >
          {t('reopen')}
        </Button>
        <SideButtons showNames={showNames} hasHistory onNames={onNames} onHistory={() => setHistory(true)} />
        <span className="grow" />
        <Button variant="primary" size="l" keys={['Enter']} onPress={props.onNext}>
          {t('common:action.next')}
        </Button>
      </footer>
      {history && <HistoryDialog task={task} item={shown.item} onClose={() => setHistory(false)} />}
    </>
  )
}

/** «عائشہ · آج ۱۰:۱۵ · ۲ جوابوں سے»: of the newest decision. */
function WhoSettled({ shown }: { shown: ShownItem }) {
  const { t } = useTranslation('adjudicate')
  const { data } = useServices()
  const format = useFormat()
  const people = useQuery(() => listPeople(data), [data])
  const newest = Object.values(shown.gold).toSorted((a, b) => b.at - a.at)[0]
  if (newest === undefined) return null
  const name = newest.by === null ? '' : (people?.get(newest.by)?.name ?? '')
  return (
    <>
      <span className="sm muted">
        <bdi>{name === '' ? t('nameless') : name}</bdi> · {format.ago(newest.at)} ·{' '}
        {newest.value.from.length === 0 ? t('beforehand') : t('history.from', { count: newest.value.from.length })}
      </span>
      <span className="grow" />
      <Chip tone="success">{t('outcome.settled')}</Chip>
    </>
  )
}
