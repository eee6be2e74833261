import type { DropItem } from 'react-aria-components'

/** Files we can mean when a whole folder is dropped: hidden files and others are passed over. */
const TEXT_FILE = /\.(?:txt|csv|tsv|jsonl?|ndjson|conllu|conll-u)$/i
const MAX_DEPTH = 5

async function filesOf(item: DropItem, depth: number): Promise<File[]> {
  if (item.kind === 'file') {
    const file = await item.getFile()
    return depth === 0 || (TEXT_FILE.test(file.name) && !file.name.startsWith('.')) ? [file] : []
  }
  if (item.kind !== 'directory' || depth >= MAX_DEPTH) return []
  const files: File[] = []
  for await (const entry of item.getEntries()) files.push(...(await filesOf(entry, depth + 1)))
  return files
}

/** Files that were dropped, and the text files of dropped folders. */
export async function readDrop(items: readonly DropItem[]): Promise<File[]> {
  const lists = await Promise.all(items.map((item) => filesOf(item, 0)))
  return lists.flat()
}

/** Text files of a folder chosen in the dialog. */
export function textFilesOf(files: FileList | null): File[] {
  return Array.from(files ?? []).filter((file) => /\.txt$/i.test(file.name) && !file.name.startsWith('.'))
}
