import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { RULE_LIMITS, type GiveHindrance } from './give-form.ts'

/** Why nothing can be given, in words. */
export function useHindrance(): (hindrance: GiveHindrance) => string {
  const { t } = useTranslation('hand-out')
  const format = useFormat()
  const limits = { least: format.number(RULE_LIMITS.least), most: format.number(RULE_LIMITS.most) }
  return (hindrance) => t(`hindrance.${hindrance}`, limits)
}
