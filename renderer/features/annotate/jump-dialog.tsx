import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readTypedNumber } from '#shared/text/typed-number.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { greatestNumber, type Queue } from '#renderer/data/queries/queue.ts'
import type { WorkSession } from './work-session.ts'

/** Goes to a text by its number. */
export function JumpDialog({ session, queue, onClose }: { session: WorkSession; queue: Queue; onClose: () => void }) {
  const { t } = useTranslation(['annotate', 'common'])
  const format = useFormat()
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const greatest = greatestNumber(queue)
  const go = async () => {
    const number = readTypedNumber(text)
    if (number !== null && (await session.goTo(number - 1))) onClose()
    else setMissing(true)
  }
  return (
    <Dialog title={t('jump')} closeLabel={t('common:action.close')} onClose={onClose}>
      <form
        className="col comment-form"
        onSubmit={(event) => {
          event.preventDefault()
          void go()
        }}
      >
        <TextField
          label={t('jumpNumber', { greatest: format.number(greatest) })}
          value={text}
          inputMode="numeric"
          autoFocus
          onChange={(value) => {
            setText(value)
            setMissing(false)
          }}
          error={missing ? t('jumpMissing') : null}
        />
        <div className="row">
          <span className="grow" />
          <Button variant="primary" type="submit" keys={['Enter']}>
            {t('jumpGo')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
