import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export type Cell = string | number | null

export type Expected = { value: number | null; undefined?: boolean }

export type CaseInput = {
  raters?: string[]
  categories?: (string | number)[]
  labels?: string[]
  ratings?: (Cell | string[])[][]
  ratings_packed?: { rows: string[] }
  rankings?: (number | null)[][]
  disagreement_weights?: number[][]
  docs?: { id: string; begin: number; length: number; spans: Record<string, [number, number, string][]> }[]
}

export type BootstrapCase = {
  B: number
  seed: number
  values: Record<string, { lower: number; upper: number; mean: number; se: number; skipped: number }>
}

export type GammaCase = {
  alpha: number
  beta: number
  delta_empty: number
  observed_disorder: number
  samples: { units: [number, number, string][][]; disorder: number }[]
  expected_disorder_of_these_samples: number
  gamma_with_these_samples: number
  gamma_monte_carlo?: { value: number; n_samples: number; suggested_tolerance: number }
}

/** A case of the format in tests/fixtures/agreement-cases/FORMAT.md. */
export type AgreementCase = {
  format: string
  id: string
  kind: string
  input: CaseInput
  expected: Record<string, Expected>
  ci95_t_interval?: { values: Record<string, [number, number] | null> }
  bootstrap?: BootstrapCase
  gamma?: GammaCase
}

/** Every case of a folder. */
export function readCases(folder: string): AgreementCase[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .toSorted()
    .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')))
}
