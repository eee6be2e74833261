import { useMemo, useState } from 'react'
import type { AnnotatorId, FieldId } from '#shared/base/ids.ts'
import { MAX_CHECKS, type BatchPlan, type ItemWish, type TopUpRule } from '#shared/domain/batch-plan.ts'
import { loadOf, partsOf, sharedItems, type Common, type Sharing } from '#shared/domain/hand-out.ts'
import type { GivablePerson } from '#renderer/data/queries/givable-people.ts'
import { numberIn } from '#renderer/ui/number-field.tsx'
import type { Fitting } from './use-fitting.ts'

/** What is typed and chosen in the form; numbers as they stand in their fields. */
export type GiveForm = {
  title: string
  people: ReadonlySet<AnnotatorId>
  count: string
  /** Whether each text goes to one person, some to several, or all. */
  spread: Spread
  /** Of a hundred texts, how many go to several people. */
  share: string
  /** How many these several are. */
  overlap: string
  /** Whether check items are mixed in, and how many. */
  mixes: boolean
  checks: string
  /** '' = any. */
  field: FieldId | ''
  language: string
  column: string
  value: string
  grows: boolean
  under: string
  more: string
}

export const SPREADS = ['alone', 'share', 'all'] as const
export type Spread = (typeof SPREADS)[number]

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

/** What two people will have in common with what they have already. */
export type PairPreview = { one: GivablePerson; other: GivablePerson; texts: number }

/** What giving would do, in numbers. */
export type GivePreview = {
  items: number
  sharing: Sharing
  /** Items that go to several people. */
  shared: number
  /** Check items that everyone gets beside their part. */
  checks: number
  /** Items for all people together. */
  total: number
  each: { person: GivablePerson; items: number }[]
  pairs: PairPreview[]
}

/** Why nothing can be given as the form stands. */
export type GiveHindrance = 'people' | 'looking' | 'none-left' | 'none-fit' | 'count' | 'rule' | 'share' | 'checks'

/** What the preview needs to know of the project. */
export type GiveGround = {
  fitting: Fitting
  /** What each two of the chosen people have in common already, by their order; null while it is read. */
  common: Common | null
  /** Items that can be check items for these people, and how many of these are left to give as work; null while it is read. */
  checks: { usable: number; free: number } | null
  /** Check items that the batch has, and who gets them because they are new in it. */
  known: number
  isNewIn: (person: GivablePerson) => boolean
}

export function ruleOf({ grows, under, more }: Pick<GiveForm, 'grows' | 'under' | 'more'>): TopUpRule | null | 'bad' {
  if (!grows) return null
  const { least, most } = RULE_LIMITS
  const rule = { under: numberIn(under, least, most), more: numberIn(more, least, most) }
  return rule.under === null || rule.more === null ? 'bad' : { under: rule.under, more: rule.more }
}

/** How many check items the form asks for; null for what is no number. */
export function checksOf({ mixes, checks }: Pick<GiveForm, 'mixes' | 'checks'>): number | null {
  return mixes ? numberIn(checks, 1, MAX_CHECKS) : 0
}

/** How the texts are to be spread over the people; null for what is no share. */
export function sharingOf(form: Pick<GiveForm, 'spread' | 'share' | 'overlap'>, people: number): Sharing | null {
  const overlap = Math.max(1, Math.min(numberIn(form.overlap, 2, 1_000) ?? 2, people))
  switch (form.spread) {
    case 'alone':
      return { overlap: 1 }
    case 'all':
      return { overlap }
    case 'share': {
      const share = numberIn(form.share, 1, 100)
      return share === null ? null : { overlap, ...(share < 100 && { share: share / 100 }) }
    }
  }
}

/** The same read back from a plan. */
export function spreadOf({ overlap, share = 1 }: Sharing): Pick<GiveForm, 'spread' | 'share' | 'overlap'> {
  const rest = { share: String(Math.round(share * 100)), overlap: String(Math.max(2, overlap)) }
  if (overlap === 1 || share === 0) return { ...rest, share: '20', spread: 'alone' }
  return share < 1 ? { ...rest, spread: 'share' } : { ...rest, share: '20', spread: 'all' }
}

/** The texts that can be given as work once the wanted check items are drawn from those that nobody has. */
export function previewOf(
  form: GiveForm,
  chosen: readonly GivablePerson[],
  ground: GiveGround,
): GivePreview | GiveHindrance {
  const { left, count: fitting, progress } = ground.fitting
  if (left === null || fitting === null || progress !== null || ground.checks === null) return 'looking'
  if (left === 0) return 'none-left'
  if (fitting === 0) return 'none-fit'
  if (chosen.length === 0) return 'people'
  if (ground.common === null) return 'looking'
  const wanted = numberIn(form.count, 1, MOST)
  if (wanted === null) return 'count'
  const sharing = sharingOf(form, chosen.length)
  if (sharing === null) return 'share'
  const asked = checksOf(form)
  if (asked === null) return 'checks'
  if (ruleOf(form) === 'bad') return 'rule'
  const checks = Math.min(asked, ground.checks.usable)
  const items = Math.min(wanted, fitting - Math.min(checks, ground.checks.free))
  if (items <= 0) return 'none-fit'
  return { items, sharing, checks, ...numbersOf(items, chosen, { sharing, checks, ground }) }
}

type Numbered = { sharing: Sharing; checks: number; ground: GiveGround }

function numbersOf(
  items: number,
  chosen: readonly GivablePerson[],
  { sharing, checks, ground }: Numbered,
): Pick<GivePreview, 'shared' | 'total' | 'each' | 'pairs'> {
  const before = ground.common ?? []
  const parts = partsOf(items, chosen.length, sharing, { before })
  const isNew = chosen.map((person) => ground.isNewIn(person))
  const each = chosen.map((person, index) => {
    const own = checks + (isNew[index] === true ? ground.known : 0)
    return { person, items: loadOf(parts.each[index] ?? []) + own }
  })
  const pairs = chosen.flatMap((one, index) =>
    chosen.slice(index + 1).map((other, place): PairPreview => {
      const number = index + 1 + place
      const known = isNew[index] === true || isNew[number] === true ? ground.known : 0
      const texts = (before[index]?.[number] ?? 0) + (parts.common[index]?.[number] ?? 0) + checks + known
      return { one, other, texts }
    }),
  )
  const shared = sharedItems(items, chosen.length, sharing)
  const total = parts.each.reduce((sum, blocks) => sum + loadOf(blocks), 0)
  return { shared, total, each, pairs }
}

export function planOf(form: GiveForm, wish: ItemWish, sharing: Sharing): BatchPlan {
  const topUp = ruleOf(form)
  const { overlap, share } = sharing
  return { wish, overlap, ...(share !== undefined && { share }), topUp: topUp === 'bad' ? null : topUp }
}
