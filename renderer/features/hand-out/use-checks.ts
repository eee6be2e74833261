import { useMemo } from 'react'
import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { ItemWish } from '#shared/domain/batch-plan.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { givableFor, inLanguage, knownItems } from '#renderer/data/queries/check-items.ts'
import { commonTexts } from '#renderer/data/queries/common-texts.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'

/** Texts with a known answer: all, those these people can be checked with, and how many of these nobody has. */
export type UsableChecks = { known: number; usable: number; free: number }

export function useChecks(projectId: ProjectId, people: readonly AnnotatorId[], wish: ItemWish): UsableChecks | null {
  const { data } = useServices()
  const key = people.join(' ')
  const chosen = useMemo(() => (key === '' ? [] : (key.split(' ') as AnnotatorId[])), [key])
  const checks = useQuery(async () => {
    const known = await knownItems(data, projectId)
    const usable = new Set(await inLanguage(data, givableFor('check', known, chosen), wish))
    const free = known.filter(({ id, use }) => use === 'none' && usable.has(id)).length
    return { known: known.length, usable: usable.size, free }
  }, [data, projectId, chosen, wish])
  return checks ?? null
}

/** What these people have in common already; null until it is read for just these. */
export function useCommon(projectId: ProjectId, people: readonly AnnotatorId[]): number[][] | null {
  const { data } = useServices()
  const key = people.join(' ')
  const read = useQuery(async () => {
    const chosen = key === '' ? [] : (key.split(' ') as AnnotatorId[])
    return { key, common: await commonTexts(data, projectId, chosen) }
  }, [data, projectId, key])
  return read?.key === key ? read.common : null
}
