import { unmeasured, type Measured, type MeasuredWithError } from '#shared/agreement/measured.ts'

/** What a kind of case answers to a measure id; undefined for an id it does not know. */
export type Ask = (id: string) => Measured | undefined

/** A part of a result that stands beside its value, as a value of its own. */
export function part(value: number | null | undefined, whole: Measured): Measured {
  if (value !== null && value !== undefined) return { value }
  return whole.value === null ? whole : unmeasured('one-pair')
}

export function errorOf(measured: MeasuredWithError): Measured {
  return part(measured.value === null ? null : measured.se, measured)
}

/** Splits `name:rest`. */
export function splitId(id: string): { name: string; of: string } {
  const at = id.indexOf(':')
  return at < 0 ? { name: id, of: '' } : { name: id.slice(0, at), of: id.slice(at + 1) }
}
