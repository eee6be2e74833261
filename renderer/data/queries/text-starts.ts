import type { ItemId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'

/** How an item's first text begins: what it is called where there is no room for the whole. */
export type TextStart = { itemId: ItemId; text: string; language: string }

const SHOWN_LETTERS = 120

/** The beginnings of these items' texts, in the same order; items that are not there are left out. */
export async function textStarts(data: DataContext, ids: readonly ItemId[]): Promise<TextStart[]> {
  const items = await data.db.items.bulkGet([...ids])
  return items.flatMap((item) => {
    const [first] = Object.values(item?.texts ?? {})
    if (item === undefined || first === undefined) return []
    const text = first.text.slice(0, SHOWN_LETTERS).replaceAll(/\s+/gu, ' ')
    return [{ itemId: item.id, text, language: first.language }]
  })
}
