import { Copy } from 'lucide-react'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import type { ReportTold } from '#renderer/workers/agreement-protocol.ts'
import type { CardProps } from './figures.tsx'
import { methodsOf } from './methods-text.ts'

type Props = CardProps & { told: ReportTold; onClose: () => void }

/** A paragraph and a table, to be pasted into a paper; in either language, whatever the interface speaks. */
export function MethodsDialog({ question, filter, told, onClose }: Props) {
  const { t, i18n } = useTranslation(['agreement', 'common'])
  const { locale, digits } = useSettings()
  const [language, setLanguage] = useState<'ur' | 'en'>(locale)
  const [said, setSaid] = useState<string | null>(null)
  const text = useRef<HTMLDivElement>(null)
  const fixed = i18n.getFixedT(language, 'agreement')
  const { paragraph, table } = methodsOf(told, { question, filter, style: { locale: language, digits }, t: fixed })
  const copy = async () => {
    const rows = [table.heads, ...table.rows]
    const plain = `${paragraph}\n\n${table.title}\n${rows.map((row) => row.join('\t')).join('\n')}\n`
    try {
      await navigator.clipboard.write([
        new ClipboardItem({
          'text/plain': new Blob([plain], { type: 'text/plain' }),
          'text/html': new Blob([text.current?.innerHTML ?? plain], { type: 'text/html' }),
        }),
      ])
      setSaid(t('methods.copied'))
    } catch {
      setSaid(t('methods.notCopied'))
    }
  }
  return (
    <Dialog
      title={t('methods.title')}
      size="medium"
      closeLabel={t('common:action.close')}
      onClose={onClose}
      footer={
        <>
          <span className="sm muted" role="status">
            {said}
          </span>
          <span className="grow" />
          <Button variant="primary" icon={<Copy size={15} aria-hidden />} onPress={() => void copy()}>
            {t('methods.copy')}
          </Button>
        </>
      }
    >
      <div className="col agreement-methods">
        <Segmented
          label={t('methods.language')}
          value={language}
          options={[
            { value: 'ur', label: t('common:language.ur'), lang: 'ur' },
            { value: 'en', label: t('common:language.en'), lang: 'en' },
          ]}
          onChange={(next) => {
            setLanguage(next)
            setSaid(null)
          }}
        />
        <div ref={text} className="agreement-methods-text" lang={language} dir={language === 'ur' ? 'rtl' : 'ltr'}>
          <p>{paragraph}</p>
          <p className="bold">{table.title}</p>
          <table className="table">
            <thead>
              <tr>
                {table.heads.map((head) => (
                  <th key={head}>{head}</th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((row, index) => (
                <tr key={index}>
                  {row.map((cell, column) => (
                    <td key={column}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </Dialog>
  )
}
