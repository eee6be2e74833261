import type { ReactNode } from 'react'
import { Switch } from 'react-aria-components'

export function SwitchField(props: {
  isSelected: boolean
  onChange: (selected: boolean) => void
  children: ReactNode
}) {
  return (
    <Switch className="switch-row" isSelected={props.isSelected} onChange={props.onChange}>
      <span className="switch-track" />
      <span>{props.children}</span>
    </Switch>
  )
}
