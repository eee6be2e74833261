import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'
import type { WriterId } from '../../base/ids.ts'
import { EMPTY_DIGEST, extendDigest } from '../digest.ts'
import { parseShallow } from '../operation-lines.ts'
import { canonicalJson, operationHash } from '../operation.ts'
import { decodePullPage } from '../pull-body.ts'
import { decodePush } from '../push-body.ts'
import { BundleRefused } from './bundle-fault.ts'
import { BUNDLE_LIMITS } from './bundle-limits.ts'
import { ROW_SCHEMAS } from './everything-rows.ts'
import { pushName, type BundleFile, type BundleManifest, type BundleRun, type RowTable } from './manifest.ts'
import type { BundlePush } from './read-bundle.ts'

/** What is read of the archive here. */
type Files = { bytes(name: string): Uint8Array; text(name: string): string }

type CheckedPush = BundlePush & { hashes: readonly string[] }

/** Checks size, hash and inside of every file; the pushes in order of writer and from. */
export async function checkContent(
  manifest: BundleManifest,
  files: Files,
  turn: () => Promise<void> = () => Promise.resolve(),
): Promise<BundlePush[]> {
  const pushes: CheckedPush[] = []
  const packed = manifest.files.reduce((sum, { bytes }) => sum + bytes, 0)
  const most = Math.min(BUNDLE_LIMITS.unpackedBytes, Math.max(BUNDLE_LIMITS.ratioFrom, packed * BUNDLE_LIMITS.ratio))
  let unpacked = 0
  for (const file of manifest.files) {
    checkFile(file, files.bytes(file.name))
    if (file.name.endsWith('.gz')) {
      const text = files.text(file.name)
      unpacked += text.length
      if (unpacked > most) throw new BundleRefused('too-large')
      if (manifest.kind === 'answers') pushes.push(checkPush(file.name, text, manifest))
      else checkPage(file.name, text)
    }
    await turn()
  }
  const ordered = inOrder(pushes)
  if (manifest.kind === 'answers') checkRuns(manifest.writers, ordered)
  return ordered.map(({ hashes: _hashes, ...push }) => push)
}

export function inOrder<Push extends BundlePush>(pushes: readonly Push[]): Push[] {
  return pushes.toSorted((a, b) => (a.writer === b.writer ? a.from - b.from : a.writer < b.writer ? -1 : 1))
}

function checkFile({ name, bytes, sha256: told }: BundleFile, found: Uint8Array): void {
  const sha = bytesToHex(sha256(found))
  const isNamed = !name.startsWith('blob-') || name === `blob-${sha}`
  if (found.length !== bytes || sha !== told || !isNamed) throw new BundleRefused('damaged', name)
}

function checkPush(name: string, text: string, { project }: BundleManifest): CheckedPush {
  const push = decodePush(text)
  if (!push.ok) throw new BundleRefused('damaged', name)
  const { header, operations } = push.value
  if (header.project !== project) throw new BundleRefused('other-project', name)
  const { writer, from, n } = header
  if (name !== pushName(writer, from)) throw new BundleRefused('damaged', name)
  return { name, writer, from, n, hashes: operations.map(operationHash) }
}

function checkPage(name: string, text: string): void {
  if (name.startsWith('pull-')) {
    if (decodePullPage(text) === null) throw new BundleRefused('damaged', name)
    return
  }
  if (parseRows(name, text) === null) throw new BundleRefused('damaged', name)
}

/** Rows of a page of an everything-bundle, or null when one is not what its table holds. */
export function parseRows(name: string, text: string): { table: RowTable; rows: Record<string, unknown>[] } | null {
  const table = name.split('-')[1] as RowTable
  if (!text.endsWith('\n')) return null
  const rows: Record<string, unknown>[] = []
  for (const line of text.slice(0, -1).split('\n')) {
    const row = ROW_SCHEMAS[table].safeParse(parseShallow(line))
    if (!row.success) return null
    rows.push(row.data)
  }
  return { table, rows }
}

/** The runs that pushes make: each writer's follow each other without a gap. `before`: digest where a run begins. */
export function runsOf(
  pushes: readonly CheckedPush[],
  before: (writer: WriterId, from: number) => string | null,
): BundleRun[] | null {
  const runs = new Map<WriterId, BundleRun>()
  for (const { writer, from, n, hashes } of pushes) {
    const run = runs.get(writer)
    const start = run === undefined ? before(writer, from) : run.digest
    if (start === null || (run !== undefined && run.upTo + 1 !== from)) return null
    const upTo = from + n - 1
    const digest = extendDigest(start, hashes)
    runs.set(writer, run === undefined ? { writer, from, upTo, before: start, digest } : { ...run, upTo, digest })
  }
  return [...runs.values()]
}

function checkRuns(told: readonly BundleRun[], pushes: readonly CheckedPush[]): void {
  const begins = new Map(told.map((run) => [run.writer, run]))
  const runs = runsOf(pushes, (writer, from) => {
    const before = begins.get(writer)?.before ?? null
    return from === 1 && before !== EMPTY_DIGEST ? null : before
  })
  if (runs === null || canonicalJson(runs) !== canonicalJson(told)) throw new BundleRefused('damaged', 'manifest.json')
}
