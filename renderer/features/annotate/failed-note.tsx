import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import type { WorkSession } from './work-session.ts'
import type { FailedSave } from './work-state.ts'

const SPAN_CODES = ['span-empty', 'span-outside-text', 'span-quote-differs', 'span-splits-letter', 'item-gone']

/** An answer that was not stored: labeling pauses, the answer stays on screen. */
export function FailedNote({ failed, session }: { failed: FailedSave; session: WorkSession }) {
  const { t } = useTranslation('annotate')
  const { saveState, space } = useServices()
  const refused = SPAN_CODES.includes(failed.code)
  const full = failed.code === 'disk-full'
  const retry = () => {
    saveState.clearFailure()
    void session.retry()
    void space.look()
  }
  const giveUp = () => {
    saveState.clearFailure()
    void session.giveUp()
  }
  return (
    <Note
      tone="danger"
      title={t(refused ? 'failed.refused' : full ? 'failed.full' : 'failed.title')}
      action={
        <div className="row">
          {!refused && (
            <Button size="s" onPress={retry}>
              {t('failed.retry')}
            </Button>
          )}
          <Button size="s" variant="quiet" onPress={giveUp}>
            {t('failed.giveUp')}
          </Button>
        </div>
      }
    >
      {t(refused ? 'failed.refusedBody' : full ? 'failed.fullBody' : 'failed.body')}{' '}
      <code className="mono" dir="ltr">
        {failed.code}
      </code>
    </Note>
  )
}
