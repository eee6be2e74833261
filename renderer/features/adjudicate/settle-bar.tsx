import { BookOpen, Eye, EyeOff, History, MessageSquare, Pencil, Undo2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'

export type SettleBarProps = {
  disabledReason: string | null
  /** Why it cannot be settled yet; null where it can. */
  settleReason: string | null
  showNames: boolean
  hasHistory: boolean
  answers: number
  onWrite: () => void
  onUnclear: () => void
  onComment: () => void
  onUndo: () => void
  onNames: () => void
  onHistory: () => void
  onLater: () => void
  onSettle: () => void
}

/** Everything that is done with the whole item, by mouse, with its key. */
export function SettleBar(props: SettleBarProps) {
  const { t } = useTranslation(['adjudicate', 'common'])
  const { disabledReason } = props
  const noAnswers = props.answers === 0 ? t('noAnswers') : null
  return (
    <footer className="action-bar adj-bar">
      <Button
        variant="quiet"
        icon={<Pencil size={15} aria-hidden />}
        keys={['E']}
        disabledReason={disabledReason}
        onPress={props.onWrite}
      >
        {t('write')}
      </Button>
      <Button
        variant="quiet"
        icon={<BookOpen size={15} aria-hidden />}
        keys={['G']}
        disabledReason={disabledReason}
        onPress={props.onUnclear}
      >
        {t('guideline')}
      </Button>
      <Button
        variant="quiet"
        icon={<MessageSquare size={15} aria-hidden />}
        keys={['C']}
        disabledReason={disabledReason ?? noAnswers}
        onPress={props.onComment}
      >
        {props.answers === 2 ? t('comment.both') : t('comment.to', { count: props.answers })}
      </Button>
      <Button
        variant="quiet"
        icon={<Undo2 size={18} className="mirrored" />}
        label={t('common:action.undo')}
        keys={['Ctrl', 'Z']}
        disabledReason={disabledReason}
        onPress={props.onUndo}
      />
      <SideButtons {...props} />
      <span className="grow" />
      <Button variant="quiet" keys={['S']} onPress={props.onLater}>
        {t('later')}
      </Button>
      <Button
        variant="primary"
        size="l"
        keys={['Enter']}
        disabledReason={disabledReason ?? props.settleReason}
        onPress={props.onSettle}
      >
        {t('settleNext')}
      </Button>
    </footer>
  )
}

type SideProps = Pick<SettleBarProps, 'showNames' | 'hasHistory' | 'onNames' | 'onHistory'>

/** What only shows more. */
export function SideButtons({ showNames, hasHistory, onNames, onHistory }: SideProps) {
  const { t } = useTranslation('adjudicate')
  return (
    <>
      <Button
        variant="quiet"
        icon={showNames ? <EyeOff size={18} /> : <Eye size={18} />}
        label={t(showNames ? 'names.hide' : 'names.show')}
        keys={['N']}
        isPressed={showNames}
        onPress={onNames}
      />
      {hasHistory && (
        <Button
          variant="quiet"
          icon={<History size={18} />}
          label={t('history.title')}
          keys={['H']}
          onPress={onHistory}
        />
      )}
    </>
  )
}
