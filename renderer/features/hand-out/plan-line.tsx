import { useTranslation } from 'react-i18next'
import { itemsOf } from '#shared/domain/assignment.ts'
import type { Project } from '#shared/domain/project.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import type { GivenBatch } from '#renderer/data/queries/batches.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'

/** When a batch was given and how its texts were chosen, in words. */
export function PlanLine({ project, batch: { createdAt, chosen, plan } }: { project: Project; batch: GivenBatch }) {
  const { t } = useTranslation('hand-out')
  const { locale } = useSettings()
  const format = useFormat()
  const parts = [format.ago(createdAt)]
  if (plan !== undefined) {
    const { text, column } = plan.wish
    if (text !== undefined) {
      const { autonym, name } = languageOf(text.language)
      const field = project.fields.find(({ id }) => id === text.field)?.name ?? ''
      parts.push(t('plan.language', { field, language: locale === 'ur' ? autonym : name }))
    }
    if (column !== undefined) parts.push(t('plan.column', column))
    const checks = itemsOf(plan.checks ?? []).length
    if (plan.training === true) parts.push(t('plan.training', { count: checks }))
    else {
      const { overlap, share = 1 } = plan
      parts.push(
        overlap > 1 && share < 1
          ? t('plan.share', { share: format.share(share), people: format.number(overlap) })
          : t('overlapOf', { count: overlap }),
      )
      if (checks > 0) parts.push(t('plan.checks', { count: checks }))
    }
  } else if (chosen !== '') parts.push(chosen)
  return (
    <p className="sm muted batch-plan">
      {parts.map((part, index) => (
        <bdi key={index}>{part}</bdi>
      ))}
    </p>
  )
}
