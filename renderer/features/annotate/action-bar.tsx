import { ChevronLeft, Flag, MessageSquare, Redo2, Undo2 } from 'lucide-react'
import { memo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { Answering } from '#renderer/app/answering/use-answering.ts'
import type { AnnotateDialog, PanelTab } from './use-annotate-keys.ts'
import type { WorkSession } from './work-session.ts'

export type ActionBarProps = {
  project: Project
  session: WorkSession
  finish: Answering['finish']
  toggleFlag: Answering['toggleFlag']
  flagged: boolean
  /** No text on screen: only moving and undo work. */
  idle: boolean
  /** The answer stays as it is: the key for done goes on. */
  seen: boolean
  /** Why no answers are taken now; null where they are. */
  haltReason: string | null
  onUndo(): void
  onRedo(): void
  openDialog(dialog: AnnotateDialog): void
  openTab(tab: PanelTab): void
}

/** Everything that finishes or moves, by mouse, with its key. */
export const ActionBar = memo(function ActionBar(props: ActionBarProps) {
  const { t } = useTranslation(['annotate', 'common'])
  const { session, finish, project, idle, seen, haltReason } = props
  return (
    <footer className="action-bar">
      <Button
        variant="quiet"
        icon={<ChevronLeft size={18} className="mirrored" />}
        keys={['PgUp']}
        onPress={() => void session.step(-1)}
      >
        {t('previous')}
      </Button>
      <Button
        variant="quiet"
        icon={<Undo2 size={18} className="mirrored" />}
        label={t('common:action.undo')}
        keys={['Ctrl', 'Z']}
        disabledReason={haltReason}
        onPress={props.onUndo}
      />
      <Button
        variant="quiet"
        icon={<Redo2 size={18} className="mirrored" />}
        label={t('common:action.redo')}
        keys={['Ctrl', 'Shift', 'Z']}
        disabledReason={haltReason}
        onPress={props.onRedo}
      />
      <span className="vsep action-sep" />
      <OtherEnds idle={idle} haltReason={haltReason} finish={finish} project={project} />
      <span className="vsep action-sep" />
      <Button
        variant="quiet"
        icon={<Flag size={15} />}
        keys={['F']}
        isDisabled={idle}
        disabledReason={haltReason}
        isPressed={props.flagged}
        onPress={props.toggleFlag}
      >
        {t('flag')}
      </Button>
      <Button
        variant="quiet"
        isDisabled={idle}
        icon={<MessageSquare size={15} />}
        keys={['C']}
        onPress={() => props.openTab('comments')}
      >
        {t('comment')}
      </Button>
      <span className="grow" />
      <Button variant="quiet" keys={['J']} onPress={() => props.openDialog('jump')}>
        {t('jump')}
      </Button>
      <Button
        variant="primary"
        size="l"
        isDisabled={idle && !seen}
        disabledReason={seen ? null : haltReason}
        keys={['Enter']}
        onPress={() => finish('done')}
      >
        {t(seen ? 'feedback.next' : 'doneNext')}
      </Button>
    </footer>
  )
})

const OTHER_ENDS = [
  { status: 'skipped', words: 'skip', key: 'S' },
  { status: 'unsure', words: 'unsure', key: 'D' },
  { status: 'notLanguage', words: 'notLanguage', key: 'L' },
  { status: 'unreadable', words: 'unreadable', key: 'X' },
] as const

type OtherEndsProps = Pick<ActionBarProps, 'project' | 'idle' | 'haltReason' | 'finish'>

/** Ways to end a text other than with an answer. */
function OtherEnds({ project, idle, haltReason, finish }: OtherEndsProps) {
  const { t } = useTranslation('annotate')
  const { locale } = useSettings()
  const { autonym, name } = languageOf(project.fields[0]?.language ?? 'ur')
  return OTHER_ENDS.map(({ status, words, key }) => (
    <Button
      key={status}
      variant="quiet"
      isDisabled={idle}
      disabledReason={haltReason}
      keys={[key]}
      onPress={() => finish(status)}
    >
      {t(words, { language: locale === 'ur' ? autonym : name })}
    </Button>
  ))
}
