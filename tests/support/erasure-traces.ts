import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { DataContext } from '#renderer/data/data-context.ts'

const decoder = new TextDecoder()

function asText(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (!(part instanceof Uint8Array)) return part
    return part[0] === 0x1f && part[1] === 0x8b ? decoder.decode(gunzipSync(part)) : decoder.decode(part)
  })
}

/** Where one of these words stands in a laptop's raw rows, by table and key; empty = nowhere. */
export async function tracesIn({ db }: DataContext, words: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const table of db.tables) {
    for (const row of await table.toArray()) {
      const text = asText(row)
      for (const word of words) if (text.includes(word)) found.push(`${table.name} ${text.slice(0, 80)} ${word}`)
    }
  }
  return found
}

/** Whether bytes, unpacked if they are packed, hold one of these words. */
export function holds(bytes: Uint8Array, words: readonly string[]): boolean {
  const texts = [decoder.decode(bytes)]
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) texts.push(decoder.decode(gunzipSync(bytes)))
  return words.some((word) => texts.some((text) => text.includes(word)))
}

/** Files of a folder, whole or packed, that hold one of these words. */
export function filesWith(folder: string, words: readonly string[]): string[] {
  return readdirSync(folder).filter((name) => holds(readFileSync(join(folder, name)), words))
}
