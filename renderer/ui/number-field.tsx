import { readTypedNumber } from '#shared/text/typed-number.ts'
import { TextField, type TextFieldProps } from './text-field.tsx'

export type NumberFieldProps = Pick<
  TextFieldProps,
  'label' | 'value' | 'onChange' | 'hint' | 'error' | 'autoFocus' | 'className'
>

/** A whole number, typed in whichever digits; what was typed is kept as it is. */
export function NumberField(props: NumberFieldProps) {
  return <TextField {...props} inputMode="numeric" maxLength={9} />
}

/** The number in a field, within its limits; null where there is none. */
export function numberIn(text: string, least: number, most: number): number | null {
  const number = readTypedNumber(text)
  return number !== null && number >= least && number <= most ? number : null
}
