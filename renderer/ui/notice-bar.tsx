import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

/** One line over the whole window: what is so, what is safe, what to do. Buttons at its end. */
export function NoticeBar({
  tone,
  icon,
  title,
  children,
  actions,
}: {
  tone: 'quiet' | 'warning'
  icon: ReactNode
  title: string
  children?: ReactNode
  actions?: ReactNode
}) {
  return (
    <div className={classNames('notice-bar', `notice-bar-${tone}`)}>
      {icon}
      <p className="grow" role="status">
        <b>{title}</b> {children}
      </p>
      {actions}
    </div>
  )
}
