import { useTranslation } from 'react-i18next'
import { Button } from '#renderer/ui/button.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { useServices } from './services-context.ts'
import { useAccess } from './use-halt.ts'

/** Stands where a page is all about writing, in a tab that only reads: says so, and how to go on here. */
export function ReadOnlyPage({ title }: { title: string }) {
  const { t } = useTranslation('common')
  const { access } = useServices()
  const { mode, asked } = useAccess()
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{title}</h1>
      </div>
      <section className="card grow read-only-page">
        <EmptyState sentence={t('tab.pageReadOnly')}>
          {mode === 'reading' && (
            <Button variant="primary" isDisabled={asked === 'asking'} onPress={() => void access.takeOver()}>
              {t('tab.goOn')}
            </Button>
          )}
        </EmptyState>
      </section>
    </>
  )
}
