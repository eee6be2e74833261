import { Check } from 'lucide-react'
import { Label, Radio, RadioGroup } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { labelLine, PALETTE_SIZE, paletteColour } from '#shared/domain/label.ts'
import { classNames } from '#renderer/ui/class-names.ts'

const COLOURS = Array.from({ length: PALETTE_SIZE }, (_, index) => index + 1)

/** The palette of twelve. A label past the twelfth shows its colour as taken, with its own dotted line. */
export function ColourChoice({ colour, onChange }: { colour: number; onChange: (colour: number) => void }) {
  const { t } = useTranslation('labels')
  const current = paletteColour(colour)
  return (
    <RadioGroup
      className="field"
      orientation="horizontal"
      value={String(current)}
      onChange={(value) => onChange(Number(value))}
    >
      <Label className="field-label">
        {t('field.colour')} <span className="faint">· {t('field.colourHint')}</span>
      </Label>
      <div className="row colour-list">
        {COLOURS.map((number) => {
          const line = number === current ? labelLine(colour) : labelLine(number)
          return (
            <Radio
              key={number}
              value={String(number)}
              aria-label={t(`colour.${number}`)}
              className={classNames('colour-swatch', `label-colour-${number}`, line !== 'solid' && `is-${line}`)}
            >
              {number === current && <Check size={15} aria-hidden />}
            </Radio>
          )
        })}
      </div>
    </RadioGroup>
  )
}
