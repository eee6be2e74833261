import type { ReactNode } from 'react'
import { Label, Radio, RadioGroup } from 'react-aria-components'

export type RadioOption<Value extends string> = { value: Value; label: ReactNode; isDisabled?: boolean }

export type RadioChoiceProps<Value extends string> = {
  label: string
  hideLabel?: boolean
  value: Value
  options: readonly RadioOption<Value>[]
  onChange: (value: Value) => void
}

export function RadioChoice<Value extends string>({
  label,
  hideLabel,
  value,
  options,
  onChange,
}: RadioChoiceProps<Value>) {
  return (
    <RadioGroup
      className="radio-group"
      orientation="horizontal"
      value={value}
      onChange={(next) => {
        const chosen = options.find((option) => option.value === next)
        if (chosen) onChange(chosen.value)
      }}
      {...(hideLabel && { 'aria-label': label })}
    >
      {!hideLabel && <Label className="med">{label}</Label>}
      {options.map((option) => (
        <Radio key={option.value} className="radio-row" value={option.value} isDisabled={option.isDisabled ?? false}>
          <span className="radio-dot" />
          <span>{option.label}</span>
        </Radio>
      ))}
    </RadioGroup>
  )
}
