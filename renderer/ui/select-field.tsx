import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Label, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'

export type SelectOption<Value extends string> = { value: Value; label: string; icon?: ReactNode; lang?: string }

export type SelectFieldProps<Value extends string> = {
  label: string
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean
  value: Value
  options: readonly SelectOption<Value>[]
  onChange: (value: Value) => void
  isDisabled?: boolean
  className?: string
}

export function SelectField<Value extends string>(props: SelectFieldProps<Value>) {
  const { label, options, value } = props
  return (
    <Select
      className={`field ${props.className ?? ''}`}
      value={value}
      isDisabled={props.isDisabled ?? false}
      onChange={(key) => {
        const chosen = options.find((option) => option.value === key)
        if (chosen) props.onChange(chosen.value)
      }}
      {...(props.hideLabel && { 'aria-label': label })}
    >
      {!props.hideLabel && <Label className="field-label">{label}</Label>}
      <Button className="select-trigger">
        <SelectValue className="select-value row" />
        <ChevronDown size={15} aria-hidden />
      </Button>
      <Popover className="popover" offset={4}>
        <ListBox items={options.map((option) => ({ ...option, id: option.value }))}>
          {(option) => (
            <ListBoxItem className="option" id={option.value} textValue={option.label}>
              {option.icon}
              <bdi {...(option.lang !== undefined && { lang: option.lang })}>{option.label}</bdi>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
