import { FileText } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NamedMeasure } from '#shared/agreement/report/question-report.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { ReportTold } from '#renderer/workers/agreement-protocol.ts'
import { coefficient } from './figure-words.ts'
import type { CardProps } from './figures.tsx'
import { GammaRow } from './gamma-row.tsx'
import { MethodsDialog } from './methods-dialog.tsx'
import { undefinedKey } from './words-card.tsx'

/** Other figures on demand, and the paragraph for a paper. */
export function MeasuresCard({ told, ...card }: CardProps & { told: ReportTold }) {
  const { t } = useTranslation('agreement')
  const [open, setOpen] = useState(false)
  const [methods, setMethods] = useState(false)
  const { report } = told
  return (
    <section className="card agreement-card agreement-wide col">
      <div className="row">
        <h2 className="section-title">{t('measures.title')}</h2>
        <span className="grow" />
        {!open && (
          <Button variant="quiet" size="s" onPress={() => setOpen(true)}>
            {t('measures.show')}
          </Button>
        )}
        <Button size="s" icon={<FileText size={15} aria-hidden />} onPress={() => setMethods(true)}>
          {t('act.methods')}
        </Button>
      </div>
      {open && (
        <>
          <p className="sm muted">{t('measures.hint')}</p>
          <table className="table agreement-measures">
            <thead>
              <tr>
                <th>{t('measures.measure')}</th>
                <th>{t('measures.value')}</th>
              </tr>
            </thead>
            <tbody>
              {[report.headline, ...report.beside, ...report.more].map((measure) => (
                <MeasureRow key={measure.id} measure={measure} />
              ))}
              {report.kind === 'spans' && <GammaRow {...card} />}
            </tbody>
          </table>
        </>
      )}
      {methods && <MethodsDialog {...card} told={told} onClose={() => setMethods(false)} />}
    </section>
  )
}

function MeasureRow({ measure: { id, value } }: { measure: NamedMeasure }) {
  const { t } = useTranslation('agreement')
  const settings = useSettings()
  return (
    <tr data-measure={id} data-value={value.value ?? ''}>
      <td>
        <bdi>{t(`measure.${id}`)}</bdi>
      </td>
      <td>
        {value.value === null ? (
          <span className="muted">{t(`undefined.${undefinedKey(value.reason)}`)}</span>
        ) : (
          <span className="num">{coefficient(value.value, settings)}</span>
        )}
      </td>
    </tr>
  )
}
