import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { NumberField, numberIn } from '#renderer/ui/number-field.tsx'
import { RadioChoice } from '#renderer/ui/radio-choice.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { SPREADS, type GiveFormState } from './give-form.ts'

/** Whether people get the same texts: only on those can their answers be compared. */
export function OverlapFields({ state: { form, change }, people }: { state: GiveFormState; people: number }) {
  const { t } = useTranslation('hand-out')
  const format = useFormat()
  const most = Math.max(2, Math.min(people, 10))
  const choices = Array.from({ length: most - 1 }, (_, n) => n + 2)
  // More people than the list offers: all of them.
  if (people > most) choices.push(people)
  const overlap = Math.max(2, Math.min(numberIn(form.overlap, 2, 1_000) ?? 2, Math.max(2, people)))
  return (
    <div className="col give-rule">
      <RadioChoice
        label={t('spread.title')}
        value={form.spread}
        options={SPREADS.map((value) => ({ value, label: t(`spread.${value}`) }))}
        onChange={(spread) => change({ spread })}
      />
      {form.spread !== 'alone' && (
        <div className="give-two">
          {form.spread === 'share' && (
            <NumberField
              label={t('spread.percent')}
              value={form.share}
              onChange={(share) => change({ share })}
              hint={t('spread.percentHint')}
            />
          )}
          <SelectField
            label={t('spread.overlap')}
            value={String(overlap)}
            options={choices.map((count) => ({
              value: String(count),
              label:
                count === people && people > 1
                  ? t('spread.toAll', { people: format.number(people) })
                  : t('spread.to', { count }),
            }))}
            onChange={(value) => change({ overlap: value })}
          />
        </div>
      )}
    </div>
  )
}
