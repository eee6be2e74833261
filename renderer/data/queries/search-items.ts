import { searchKey } from '#shared/text/normalise.ts'
import type { ItemId } from '#shared/base/ids.ts'
import { statusSchema, type Status } from '#shared/domain/status.ts'
import type { Who } from '../commands/change-project.ts'
import { labelsHeld } from '../counters.ts'
import type { DataContext } from '../data-context.ts'
import type { AnnotationRow } from '../rows.ts'
import { readQueue } from './queue.ts'

/** What to look for; empty parts ask nothing. `label` is `question/label`. */
export type ItemFilter = {
  text: string
  status: Status | 'any' | 'unanswered'
  label: string
  flagged: boolean
  commented: boolean
}

export const EMPTY_FILTER: ItemFilter = { text: '', status: 'any', label: '', flagged: false, commented: false }

export function isEmptyFilter(filter: ItemFilter): boolean {
  return (
    filter.text.trim() === '' && filter.status === 'any' && filter.label === '' && !filter.flagged && !filter.commented
  )
}

export type FoundItem = { order: number; itemId: ItemId; text: string; language: string; status: Status }
export type SearchPart = { found: FoundItem[]; scanned: number; total: number }

const PART = 500
const SHOWN_LETTERS = 160

/**
 * Scans a project part by part, 500 items a read, in order; stop by leaving the loop. Letters are
 * compared by search keys: ی finds ي, with or without aerab. About 10 µs a row.
 */
export async function* searchItems(data: DataContext, who: Who, filter: ItemFilter): AsyncGenerator<SearchPart> {
  const queue = await readQueue(data, who)
  const keys = new Map<string, string>()
  const keyFor = (language: string) => {
    const known = keys.get(language) ?? searchKey(filter.text.trim(), language)
    keys.set(language, known)
    return known
  }
  let scanned = 0
  for (const run of queue.byOrder) {
    for (let from = run.firstOrder; from < run.firstOrder + run.items; from += PART) {
      const to = Math.min(from + PART, run.firstOrder + run.items)
      const [items, annotations] = await Promise.all([
        data.db.items
          .where('[projectId+order]')
          .between([who.projectId, from], [who.projectId, to], true, false)
          .toArray(),
        data.db.annotations
          .where('[projectId+annotatorId+order]')
          .between([who.projectId, who.annotatorId, from], [who.projectId, who.annotatorId, to], true, false)
          .toArray(),
      ])
      const byOrder = new Map(annotations.map((row) => [row.order, row]))
      const found = items.flatMap((item): FoundItem[] => {
        const annotation = byOrder.get(item.order) ?? null
        if (!annotationFits(annotation, filter)) return []
        const texts = Object.values(item.texts)
        const fits =
          filter.text.trim() === '' ||
          texts.some(({ text, language }) => searchKey(text, language).includes(keyFor(language)))
        const [first] = texts
        if (!fits || !first) return []
        return [
          {
            order: item.order,
            itemId: item.id,
            text: first.text.slice(0, SHOWN_LETTERS),
            language: first.language,
            status: annotation?.status ?? 'open',
          },
        ]
      })
      scanned += to - from
      yield { found, scanned, total: queue.items }
    }
  }
}

function annotationFits(annotation: AnnotationRow | null, filter: ItemFilter): boolean {
  const status = annotation?.status ?? 'open'
  if (filter.status === 'unanswered' && status !== 'open') return false
  if (statusSchema.safeParse(filter.status).success && (annotation === null || status !== filter.status)) return false
  if (filter.flagged && annotation?.flag?.value !== true) return false
  if (filter.commented && !Object.values(annotation?.comments ?? {}).some(({ value }) => value !== '')) return false
  return filter.label === '' || labelsHeld(annotation).has(filter.label)
}
