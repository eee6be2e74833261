import { Input, Label, Text, TextArea, TextField as AriaTextField } from 'react-aria-components'
import { FieldError } from './field-parts.tsx'

export type TextFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  /** Language and direction of what is typed; the interface's own when absent. */
  lang?: string
  dir?: 'rtl' | 'ltr' | 'auto'
  hint?: string
  error?: string | null
  placeholder?: string
  rows?: number
  type?: 'text' | 'password'
  inputMode?: 'text' | 'numeric'
  maxLength?: number
  autoFocus?: boolean
  isReadOnly?: boolean
  className?: string
  onBlur?: () => void
}

/** A labeled text input, or a text area when `rows` is given. Errors stand under it with their cure. */
export function TextField(props: TextFieldProps) {
  const { label, hint, error, rows, lang, dir } = props
  const shared = {
    className: 'input',
    ...(lang !== undefined && { lang }),
    ...(dir !== undefined && { dir }),
    ...(props.placeholder !== undefined && { placeholder: props.placeholder }),
  }
  return (
    <AriaTextField
      className={`field ${props.className ?? ''}`}
      value={props.value}
      onChange={props.onChange}
      // Shown, not enforced by the browser: a stopped form could never be sent again with a better answer.
      validationBehavior="aria"
      isInvalid={Boolean(error)}
      isReadOnly={props.isReadOnly ?? false}
      {...(props.autoFocus && { autoFocus: true })}
      {...(props.type && { type: props.type })}
      {...(props.inputMode && { inputMode: props.inputMode })}
      {...(props.maxLength !== undefined && { maxLength: props.maxLength })}
      {...(props.onBlur && { onBlur: props.onBlur })}
    >
      <Label className="field-label">{label}</Label>
      {rows === undefined ? <Input {...shared} /> : <TextArea {...shared} rows={rows} />}
      {hint !== undefined && !error && (
        <Text slot="description" className="field-hint">
          {hint}
        </Text>
      )}
      {error && <FieldError>{error}</FieldError>}
    </AriaTextField>
  )
}
