import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { watchTopUps } from '#renderer/data/team/watch-top-ups.ts'
import { showToast } from '#renderer/ui/toasts.tsx'
import { useAnnotatorId, useServices } from '../services-context.ts'

/** While a lead works here, those who run low are given more where a batch has a rule for it; what was given is said. */
export function useTopUps(): void {
  const { t } = useTranslation('hand-out')
  const { data, access } = useServices()
  const annotatorId = useAnnotatorId()
  useEffect(
    () =>
      watchTopUps(data, {
        annotatorId,
        mayWrite: access.mayWrite,
        tell: (given) => showToast(t('rule.gave', { count: given.reduce((sum, { items }) => sum + items, 0) })),
      }),
    [data, access, annotatorId, t],
  )
}
