import type { ReactNode } from 'react'
import { Button as AriaButton, Tooltip, TooltipTrigger, type PressEvent } from 'react-aria-components'
import { classNames } from './class-names.ts'
import { KeyCap } from './key-cap.tsx'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger' | 'danger-filled'

export type ButtonProps = {
  children?: ReactNode
  variant?: ButtonVariant
  size?: 's' | 'm' | 'l'
  icon?: ReactNode
  /** Keycaps after the words; Latin. */
  keys?: readonly string[]
  /** Required where there are no words. Shown as tooltip too. */
  label?: string
  /** Why the button is disabled; setting it disables. */
  disabledReason?: string | null
  isDisabled?: boolean
  isPressed?: boolean
  autoFocus?: boolean
  type?: 'button' | 'submit'
  className?: string
  onPress?: (event: PressEvent) => void
}

/** Order inside: icon, words, key. A disabled button says why in its tooltip. */
export function Button(props: ButtonProps) {
  const { variant = 'secondary', size = 'm', icon, keys = [], label, disabledReason, isPressed } = props
  const iconOnly = props.children === undefined
  const disabled = props.isDisabled === true || Boolean(disabledReason)
  const tip = disabledReason ?? (iconOnly ? label : undefined)
  const button = (
    <AriaButton
      className={classNames(
        'btn',
        `btn-${variant}`,
        size !== 'm' && `btn-${size}`,
        iconOnly && 'btn-icon',
        props.className,
      )}
      isDisabled={disabled}
      type={props.type ?? 'button'}
      {...(label !== undefined && { 'aria-label': label })}
      {...(isPressed !== undefined && { 'aria-pressed': isPressed })}
      {...(props.autoFocus && { autoFocus: true })}
      {...(props.onPress && { onPress: props.onPress })}
    >
      {icon}
      {props.children !== undefined && <span>{props.children}</span>}
      {!iconOnly && keys.map((key) => <KeyCap key={key}>{key}</KeyCap>)}
    </AriaButton>
  )
  if (tip === undefined) return button
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {button}
      <Tooltip className="tooltip" placement="bottom" offset={6}>
        {tip}
        {iconOnly && keys.map((key) => <KeyCap key={key}>{key}</KeyCap>)}
      </Tooltip>
    </TooltipTrigger>
  )
}
