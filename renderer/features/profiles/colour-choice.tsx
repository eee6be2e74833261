import { useTranslation } from 'react-i18next'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { Avatar } from '#renderer/ui/avatar.tsx'

const COLOURS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]

/** The twelve colours of the palette, each with the person's letter on it. */
export function ColourChoice({
  initial,
  colour,
  onChange,
}: {
  initial: string
  colour: number
  onChange: (colour: number) => void
}) {
  const { t } = useTranslation('profiles')
  return (
    <RadioGroup className="field" value={String(colour)} onChange={(value) => onChange(Number(value))}>
      <Label className="field-label">{t('colour')}</Label>
      <div className="colour-grid">
        {COLOURS.map((one) => (
          <Radio
            key={one}
            value={String(one)}
            className="colour-option"
            aria-label={t('colourNumber', { count: one, ordinal: false })}
          >
            <Avatar initial={initial} colour={one} />
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
