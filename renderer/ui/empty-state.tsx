import type { ReactNode } from 'react'

/** One sentence, one primary button, one quiet alternative; no drawing. */
export function EmptyState({ sentence, children }: { sentence: ReactNode; children?: ReactNode }) {
  return (
    <div className="empty-state">
      <p className="empty-state-sentence">{sentence}</p>
      {children !== undefined && <div className="row wrap">{children}</div>}
    </div>
  )
}
