import { Download } from 'lucide-react'
import type { ReactNode } from 'react'
import { useLocale } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { classNames } from '#renderer/ui/class-names.ts'
import { MenuButton } from '#renderer/ui/menu-button.tsx'
import type { Drawing } from '#renderer/ui/plot/drawing.ts'
import { plotImage } from '#renderer/ui/plot/plot-image.ts'
import type { PlotFile } from './plot-files.ts'
import { useSaveFile } from './use-save-file.ts'

type Props = {
  title: string
  tip?: string
  hint?: string
  /** Null: there is nothing to draw, and nothing to save. */
  drawing: Drawing | null
  csv: PlotFile
  /** Over two columns of the page. */
  isWide?: boolean
  children: ReactNode
}

/** A card with a plot that can be saved as picture and as table. */
export function PlotCard({ title, tip, hint, drawing, csv, isWide = false, children }: Props) {
  const { t } = useTranslation('agreement')
  const { direction } = useLocale()
  const save = useSaveFile()
  const picture = async () => {
    const bytes = drawing && (await plotImage(drawing, direction))
    if (bytes) await save(`${csv.name}.png`, bytes)
  }
  return (
    <section className={classNames('card agreement-card col', isWide && 'agreement-two-thirds')}>
      <div className="row">
        <h2 className="section-title">{title}</h2>
        <span className="grow" />
        {tip !== undefined && <span className="sm muted num">{tip}</span>}
        {drawing && (
          <MenuButton
            label={t('act.save')}
            entries={[
              { id: 'png', label: t('act.png', { plot: title }), onAction: () => void picture() },
              {
                id: 'csv',
                label: t('act.csv', { plot: title }),
                onAction: () => void save(`${csv.name}.csv`, new TextEncoder().encode(csv.text())),
              },
            ]}
            button={{ icon: <Download size={15} aria-hidden />, size: 's' }}
          />
        )}
      </div>
      {hint !== undefined && <p className="sm muted">{hint}</p>}
      {children}
    </section>
  )
}
