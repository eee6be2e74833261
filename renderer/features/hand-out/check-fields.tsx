import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { checksOf, type GiveFormState } from './give-form.ts'
import type { UsableChecks } from './use-checks.ts'

type Props = {
  state: GiveFormState
  checks: UsableChecks | null
  /** Texts that one person gets with them; null where that is not known. */
  each: number | null
}

/** Texts with a known answer among the others, unmarked: they tell how well each person does. */
export function CheckFields({ state: { form, change }, checks, each }: Props) {
  const { t } = useTranslation('hand-out')
  const format = useFormat()
  if (checks === null) return null
  const wanted = checksOf(form) ?? 0
  return (
    <div className="col give-rule">
      <Checkbox
        isSelected={form.mixes && checks.usable > 0}
        isDisabled={checks.usable === 0}
        onChange={(mixes) => change({ mixes })}
      >
        {t('checks.wanted')}
      </Checkbox>
      {form.mixes && checks.usable > 0 && (
        <div className="give-two">
          <NumberField
            label={t('checks.count')}
            value={form.checks}
            onChange={(value) => change({ checks: value })}
            hint={t('checks.usable', { count: checks.usable })}
          />
          {each !== null && wanted > 0 && each >= 2 * wanted && (
            <p className="field-hint give-every">
              {t('checks.every', { number: format.number(Math.round(each / Math.min(wanted, checks.usable))) })}
            </p>
          )}
        </div>
      )}
      {(form.mixes || checks.usable === 0) && (
        <p className="field-hint">
          {t(checks.usable > 0 ? 'checks.hint' : checks.known > 0 ? 'checks.used' : 'checks.none')}
        </p>
      )}
    </div>
  )
}
