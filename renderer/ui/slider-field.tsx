import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components'

export type SliderFieldProps = {
  label: string
  value: number
  min: number
  max: number
  step: number
  /** The value in words, e.g. «۱۲۰٪». */
  shown: string
  onChange: (value: number) => void
}

export function SliderField({ label, value, min, max, step, shown, onChange }: SliderFieldProps) {
  return (
    <Slider
      className="slider"
      value={value}
      minValue={min}
      maxValue={max}
      step={step}
      onChange={(next) => onChange(next)}
    >
      <Label className="field-label">{label}</Label>
      <SliderOutput className="sm num muted">{shown}</SliderOutput>
      <SliderTrack className="slider-track">
        <SliderThumb className="slider-thumb" />
      </SliderTrack>
    </Slider>
  )
}
