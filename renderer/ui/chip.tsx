import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export type ChipTone = 'neutral' | 'success' | 'warning' | 'danger' | 'info'

/** A state in words; never an action. */
export function Chip({ tone = 'neutral', icon, children }: { tone?: ChipTone; icon?: ReactNode; children: ReactNode }) {
  return (
    <span className={classNames('chip', tone !== 'neutral' && `chip-${tone}`)}>
      {icon}
      {children}
    </span>
  )
}
