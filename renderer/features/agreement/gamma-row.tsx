import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Measured } from '#shared/agreement/measured.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FiguredBar } from '#renderer/ui/progress.tsx'
import { coefficient } from './figure-words.ts'
import type { CardProps } from './figures.tsx'
import { undefinedKey } from './words-card.tsx'

/** γ takes long: it is worked out when it is asked for, and can be stopped. */
export function GammaRow({ project, question, filter }: CardProps) {
  const { t } = useTranslation(['agreement', 'common'])
  const { agreement } = useServices()
  const settings = useSettings()
  const format = useFormat()
  const [share, setShare] = useState<number | null>(null)
  const [found, setFound] = useState<Measured | 'failed' | null>(null)
  const control = useRef<AbortController | null>(null)
  const work = async () => {
    const own = new AbortController()
    control.current = own
    setFound(null)
    setShare(0)
    try {
      const asked = { projectId: project.id, question: question.id, filter }
      setFound(await agreement.ask('gamma', asked, { signal: own.signal, onStep: (step) => setShare(step.share) }))
    } catch {
      if (!own.signal.aborted) setFound('failed')
    } finally {
      setShare(null)
    }
  }
  return (
    <tr data-measure="gamma" data-value={found !== null && found !== 'failed' ? (found.value ?? '') : ''}>
      <td>
        <bdi>{t('measure.gamma')}</bdi>
        <p className="sm muted">{t('gamma.hint')}</p>
      </td>
      <td>
        {share !== null ? (
          <div className="row agreement-gamma">
            <span className="grow">
              <FiguredBar label={t('measure.gamma')} share={share} figures={format.share(share)} />
            </span>
            <Button size="s" onPress={() => control.current?.abort()}>
              {t('common:action.cancel')}
            </Button>
          </div>
        ) : found === null || found === 'failed' ? (
          <div className="row">
            <Button size="s" onPress={() => void work()}>
              {t('gamma.work')}
            </Button>
            {found === 'failed' && <span className="sm">{t('failed')}</span>}
          </div>
        ) : found.value === null ? (
          <span className="muted">{t(`undefined.${undefinedKey(found.reason)}`)}</span>
        ) : (
          <span className="num">{coefficient(found.value, settings)}</span>
        )}
      </td>
    </tr>
  )
}
