import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type NoteTone = 'info' | 'warning' | 'danger' | 'success'

const ICONS = { info: Info, warning: TriangleAlert, danger: CircleAlert, success: CircleCheck }

/** What happened, what is safe, what to do, in that order. */
export function Note({
  tone = 'info',
  title,
  children,
  action,
}: {
  tone?: NoteTone
  title?: ReactNode
  children?: ReactNode
  action?: ReactNode
}) {
  const Icon = ICONS[tone]
  return (
    <div className={classNames('note', tone !== 'info' && `note-${tone}`)} role={tone === 'danger' ? 'alert' : 'note'}>
      <Icon size={18} aria-hidden />
      <div className="grow col">
        {title !== undefined && <p className="bold">{title}</p>}
        {children !== undefined && <div className="sm">{children}</div>}
      </div>
      {action}
    </div>
  )
}
