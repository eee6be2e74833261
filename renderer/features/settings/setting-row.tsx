import type { ReactNode } from 'react'

/** What can be set, its meaning, and the control at the row's end. */
export function SettingRow({ name, hint, children }: { name: string; hint?: string; children: ReactNode }) {
  return (
    <div className="setting-row">
      <div className="col grow">
        <span className="med">{name}</span>
        {hint !== undefined && <span className="sm faint">{hint}</span>}
      </div>
      {children}
    </div>
  )
}
