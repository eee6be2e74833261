import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { BundleSuccessor } from '#shared/sync/bundle/manifest.ts'
import { isVouchedFor, vouchFor } from '#shared/sync/key-proof.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import type { Who } from '../commands/change-project.ts'
import type { DataContext } from '../data-context.ts'
import { signWith } from '../sync/sign-with.ts'
import { webCryptoVerifier } from './web-crypto-keys.ts'

/** A writer that a file makes known, and whose it is. */
export type NewBinding = { writer: WriterId; annotatorId: AnnotatorId; publicKey: Uint8Array }

/**
 * What binds the writers of now where a fork made this laptop give earlier ones up: each is vouched for with the key of the
 * one before it, in their order. A key that was lost vouches for nothing; then a new work file is needed.
 */
export async function successorsFor({ db }: DataContext, { projectId, annotatorId }: Who): Promise<BundleSuccessor[]> {
  const rows = await db.writers.where('[projectId+annotatorId]').equals([projectId, annotatorId]).toArray()
  const known = new Map(rows.map((row) => [row.id, row]))
  const found: BundleSuccessor[] = []
  for (const { id, reissued, givenUpKey } of rows) {
    const next = reissued === undefined ? undefined : known.get(reissued.by)
    const key = next?.privateKey ?? next?.givenUpKey
    if (next === undefined || key === undefined || givenUpKey === undefined) continue
    const request = { after: id, publicKey: bytesToHex(next.publicKey) }
    found.push(await vouchFor(request, { project: projectId, own: signWith(key), before: signWith(givenUpKey) }))
  }
  return inOrder(found)
}

/** One whose predecessor is itself a successor comes after that. */
function inOrder(found: readonly BundleSuccessor[]): BundleSuccessor[] {
  const of = new Map(found.map((one) => [one.after, one]))
  const later = new Set(found.map(({ publicKey }) => writerIdOf(hexToBytes(publicKey))))
  const ordered: BundleSuccessor[] = []
  for (const first of found) {
    if (later.has(first.after)) continue
    for (let one: BundleSuccessor | undefined = first; one !== undefined && ordered.length < found.length;) {
      ordered.push(one)
      one = of.get(writerIdOf(hexToBytes(one.publicKey)))
    }
  }
  return ordered
}

/** Which of them this laptop may bind, and to whom; nothing is written. */
export async function judgeSuccessors(
  data: DataContext,
  projectId: ProjectId,
  successors: readonly BundleSuccessor[],
): Promise<NewBinding[]> {
  const bound: NewBinding[] = []
  for (const successor of successors) {
    const publicKey = hexToBytes(successor.publicKey)
    const writer = writerIdOf(publicKey)
    if ((await data.db.writers.get(writer)) !== undefined) continue
    const row = await data.db.writers.get(successor.after)
    const before = row?.projectId === projectId ? row : bound.find((one) => one.writer === successor.after)
    if (before === undefined) continue
    const place = { project: projectId, key: before.publicKey }
    if (!(await isVouchedFor(successor, place, webCryptoVerifier))) continue
    bound.push({ writer, annotatorId: before.annotatorId, publicKey })
  }
  return bound
}

/** Binds them. The journal has the binding first. */
export async function bindSuccessors(
  data: DataContext,
  projectId: ProjectId,
  bindings: readonly NewBinding[],
): Promise<void> {
  for (const { writer, annotatorId, publicKey } of bindings) {
    await data.journal.addWriter({ id: writer, projectId, annotatorId, publicKey, nextSeq: 1, remote: true })
  }
}
