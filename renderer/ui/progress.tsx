import { ProgressBar } from 'react-aria-components'
import { Button } from './button.tsx'

/** A bar that moves only with real numbers. `share` 0 to 1. */
export function Bar({ label, share, shown }: { label: string; share: number; shown?: string }) {
  const percent = Math.min(100, Math.max(0, share * 100))
  return (
    <ProgressBar aria-label={label} value={percent} {...(shown !== undefined && { valueLabel: shown })}>
      <span className="bar">
        <span className="bar-fill" style={{ inlineSize: `${percent}%` }} />
      </span>
    </ProgressBar>
  )
}

/** A bar with its figures beside it, as in the rows of tables. */
export function FiguredBar({ label, share, figures }: { label: string; share: number; figures: string }) {
  return (
    <div className="row">
      <span className="grow">
        <Bar label={label} share={share} shown={figures} />
      </span>
      <span className="num sm nowrap">{figures}</span>
    </div>
  )
}

export type ProgressCardProps = {
  title: string
  share: number
  shownShare: string
  /** Numbers done, rate or time left. */
  detail: string
  /** Says what is kept, e.g. «روک دیں، ۸٬۵۱۹ رکھیں». */
  cancelLabel: string
  onCancel: () => void
}

export function ProgressCard({ title, share, shownShare, detail, cancelLabel, onCancel }: ProgressCardProps) {
  return (
    <section className="card progress-card" aria-live="off">
      <div className="row">
        <span className="section-title grow">{title}</span>
        <span className="num sm muted">{shownShare}</span>
      </div>
      <Bar label={title} share={share} shown={shownShare} />
      <div className="row">
        <span className="sm muted num grow">{detail}</span>
        <Button size="s" onPress={onCancel}>
          {cancelLabel}
        </Button>
      </div>
    </section>
  )
}
