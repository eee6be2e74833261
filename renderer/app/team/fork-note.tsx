import { useTranslation } from 'react-i18next'
import type { ForkedPerson } from '#renderer/data/queries/forks.ts'
import { Note } from '#renderer/ui/note.tsx'
import { isolated } from '#renderer/ui/isolated.ts'

/** A laptop that was copied: what happened, what is safe, what to do. */
export function ForkNote({ fork: { name, times, here } }: { fork: ForkedPerson }) {
  const { t } = useTranslation(['held', 'team'])
  return (
    <Note tone="warning" title={t('fork.title', { name: isolated(name || t('team:nameless')) })}>
      <p>{t('fork.happened', { count: times })}</p>
      <p>{t('fork.safe')}</p>
      <p>{t(here ? 'fork.doHere' : 'fork.do')}</p>
    </Note>
  )
}
