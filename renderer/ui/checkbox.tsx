import { Check } from 'lucide-react'
import type { ReactNode } from 'react'
import { Checkbox as AriaCheckbox } from 'react-aria-components'

export type CheckboxProps = {
  isSelected: boolean
  onChange: (selected: boolean) => void
  children: ReactNode
  isDisabled?: boolean
}

export function Checkbox({ isSelected, onChange, children, isDisabled = false }: CheckboxProps) {
  return (
    <AriaCheckbox className="check-row" isSelected={isSelected} onChange={onChange} isDisabled={isDisabled}>
      <span className="check-box">{isSelected && <Check size={13} strokeWidth={3} aria-hidden />}</span>
      <span>{children}</span>
    </AriaCheckbox>
  )
}
