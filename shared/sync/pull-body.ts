import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'
import {
  pullEndSchema,
  pullLineSchema,
  pullStartSchema,
  type PullEnd,
  type PullLine,
  type PullStart,
} from './messages/pull-page.ts'
import { parseShallow } from './operation-lines.ts'

export type PullPage = { writers: PullStart['writers']; lines: PullLine[]; end: PullEnd }

const lineOf = (value: unknown) => `${JSON.stringify(value)}\n`

/** A page of a pull as lines of JSON: start, operations, end. */
export function encodePullPage(page: Pick<PullPage, 'writers' | 'lines'>, end: Omit<PullEnd, 'sha'>): string {
  const before = lineOf({ writers: page.writers }) + page.lines.map(lineOf).join('')
  return before + lineOf({ ...end, sha: bytesToHex(sha256(utf8ToBytes(before))) })
}

/** Reads what {@link encodePullPage} wrote; null for anything else, a page cut short included. */
export function decodePullPage(text: string): PullPage | null {
  if (!text.endsWith('\n')) return null
  const lines = text.slice(0, -1).split('\n')
  const end = pullEndSchema.safeParse(parseShallow(lines.at(-1) ?? ''))
  const start = pullStartSchema.safeParse(parseShallow(lines[0] ?? ''))
  if (lines.length < 2 || !end.success || !start.success) return null
  const before = text.slice(0, text.length - (lines.at(-1)?.length ?? 0) - 1)
  if (bytesToHex(sha256(utf8ToBytes(before))) !== end.data.sha) return null
  const parsed = lines.slice(1, -1).map((line) => pullLineSchema.safeParse(parseShallow(line)))
  const found = parsed.flatMap((line) => (line.success ? [line.data] : []))
  return found.length === parsed.length ? { writers: start.data.writers, lines: found, end: end.data } : null
}
