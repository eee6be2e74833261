import { useMemo, useState } from 'react'
import type { AnnotatorId, FieldId } from '#shared/base/ids.ts'
import type { BatchPlan, ItemWish, TopUpRule } from '#shared/domain/batch-plan.ts'
import { loadOf, partsOf } from '#shared/domain/hand-out.ts'
import type { GivablePerson } from '#renderer/data/queries/givable-people.ts'
import { numberIn } from '#renderer/ui/number-field.tsx'
import type { Fitting } from './use-fitting.ts'

/** What is typed and chosen in the form; numbers as they stand in their fields. */
export type GiveForm = {
  title: string
  people: ReadonlySet<AnnotatorId>
  count: string
  overlap: string
  /** '' = any. */
  field: FieldId | ''
  language: string
  column: string
  value: string
  grows: boolean
  under: string
  more: string
}

export type GiveFormState = { form: GiveForm; change: (part: Partial<GiveForm>) => void; wish: ItemWish }

export const DEFAULT_TOP_UP = { under: '20', more: '50' }
const MOST = 1_000_000
/** Limits of the numbers of a rule. */
export const RULE_LIMITS = { least: 1, most: 10_000 } as const

export function useGiveForm(start: GiveForm): GiveFormState {
  const [form, setForm] = useState(start)
  const { field, language, column, value } = form
  const wish = useMemo((): ItemWish => {
    const text = field === '' ? {} : { text: { field, language } }
    const filter = column === '' || value.trim() === '' ? {} : { column: { name: column, value: value.trim() } }
    return { ...text, ...filter }
  }, [field, language, column, value])
  return { form, change: (part) => setForm((old) => ({ ...old, ...part })), wish }
}

/** What giving would do, in numbers. */
export type GivePreview = {
  items: number
  overlap: number
  /** Items for all people together. */
  total: number
  each: { person: GivablePerson; items: number }[]
}

/** Why nothing can be given as the form stands. */
export type GiveHindrance = 'people' | 'looking' | 'none-left' | 'none-fit' | 'count' | 'rule'

export function ruleOf({ grows, under, more }: Pick<GiveForm, 'grows' | 'under' | 'more'>): TopUpRule | null | 'bad' {
  if (!grows) return null
  const { least, most } = RULE_LIMITS
  const rule = { under: numberIn(under, least, most), more: numberIn(more, least, most) }
  return rule.under === null || rule.more === null ? 'bad' : { under: rule.under, more: rule.more }
}

export function previewOf(
  form: GiveForm,
  people: readonly GivablePerson[],
  { left, count: fitting, progress }: Fitting,
): GivePreview | GiveHindrance {
  const chosen = people.filter(({ annotatorId }) => form.people.has(annotatorId))
  if (left === null || fitting === null || progress !== null) return 'looking'
  if (left === 0) return 'none-left'
  if (fitting === 0) return 'none-fit'
  if (chosen.length === 0) return 'people'
  const wanted = numberIn(form.count, 1, MOST)
  if (wanted === null) return 'count'
  if (ruleOf(form) === 'bad') return 'rule'
  const items = Math.min(wanted, fitting)
  const overlap = overlapOf(form, chosen.length)
  const parts = partsOf(items, chosen.length, overlap)
  const each = chosen.map((person, index) => ({ person, items: loadOf(parts[index] ?? []) }))
  return { items, overlap, total: items * overlap, each }
}

export function overlapOf(form: GiveForm, people: number): number {
  return Math.max(1, Math.min(numberIn(form.overlap, 1, 1_000) ?? 1, people))
}

export function planOf(form: GiveForm, wish: ItemWish, overlap: number): BatchPlan {
  const topUp = ruleOf(form)
  return { wish, overlap, topUp: topUp === 'bad' ? null : topUp }
}
