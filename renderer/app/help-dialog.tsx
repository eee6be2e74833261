import { BookOpen, CircleAlert, CircleCheck, RefreshCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { useShownKeys } from './page-keys.ts'
import './help-dialog.css'

type Props = { onClose: () => void; onLearn: (() => void) | null }

/** `?`: the keys of the page that is open, the keys of every page, and what the saved sign says. */
export function HelpDialog({ onClose, onLearn }: Props) {
  const { t } = useTranslation(['help', 'common'])
  const here = useShownKeys()
  const footer = onLearn && (
    <>
      <span className="muted sm">{t('learnMore')}</span>
      <span className="grow" />
      <Button icon={<BookOpen size={15} aria-hidden />} onPress={onLearn}>
        {t('common:nav.learn')}
      </Button>
    </>
  )
  return (
    <Dialog
      title={t('title')}
      size="medium"
      closeLabel={t('common:action.close')}
      onClose={onClose}
      {...(footer !== null && { footer })}
    >
      <div className="help-grid">
        <section className="col help-keys">
          <h3 className="section-title">{t('here')}</h3>
          {here.length === 0 && <p className="muted">{t('noKeys')}</p>}
          {here.map(({ caps, text }) => (
            <KeyRow key={text} caps={caps} text={text} />
          ))}
        </section>
        <section className="col help-keys">
          <h3 className="section-title">{t('everywhere')}</h3>
          <KeyRow caps={['?']} text={t('key.help')} />
          <KeyRow caps={['Tab']} text={t('key.tab')} />
          <KeyRow caps={['Enter']} text={t('key.enter')} />
          <KeyRow caps={['↑', '↓']} text={t('key.arrows')} />
          <KeyRow caps={['Esc']} text={t('key.escape')} />
        </section>
        <section className="col help-saved">
          <h3 className="section-title">{t('saved.title')}</h3>
          <SavedRow
            sign={
              <Chip tone="success" icon={<CircleCheck size={15} aria-hidden />}>
                {t('common:saved.done')}
              </Chip>
            }
          >
            {t('saved.done')}
          </SavedRow>
          <SavedRow sign={<Chip icon={<RefreshCw size={15} aria-hidden />}>{t('common:saved.saving')}</Chip>}>
            {t('saved.saving')}
          </SavedRow>
          <SavedRow
            sign={
              <Chip tone="danger" icon={<CircleAlert size={15} aria-hidden />}>
                {t('common:saved.failed')}
              </Chip>
            }
          >
            {t('saved.failed')}
          </SavedRow>
        </section>
      </div>
    </Dialog>
  )
}

function KeyRow({ caps, text }: { caps: readonly string[]; text: string }) {
  return (
    <p className="row help-key">
      <span className="row help-caps" dir="ltr">
        {caps.map((cap) => (
          <KeyCap key={cap}>{cap}</KeyCap>
        ))}
      </span>
      <span>{text}</span>
    </p>
  )
}

function SavedRow({ sign, children }: { sign: ReactNode; children: ReactNode }) {
  return (
    <div className="help-saved-row">
      <span>{sign}</span>
      <p>{children}</p>
    </div>
  )
}
