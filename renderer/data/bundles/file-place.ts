import { bytesToHex } from '@noble/hashes/utils.js'
import { defined } from '#shared/base/assert.ts'
import type { WriterId } from '#shared/base/ids.ts'
import { z } from '#shared/base/schema.ts'
import type { BundleEnrolment } from '#shared/sync/bundle/manifest.ts'
import { withProof } from '#shared/sync/key-proof.ts'
import type { Who } from '../commands/change-project.ts'
import { ensureWriter } from '../commands/ensure-writer.ts'
import type { DataContext } from '../data-context.ts'
import { signWith } from '../sync/sign-with.ts'

const placeSchema = z.object({ secret: z.string(), device: z.string() })

const keyOf = ({ projectId, annotatorId }: Who) => `file-place/${projectId}/${annotatorId}`

/** Keeps the invite of a work file, until a receipt tells that the lead knows this laptop. */
export async function keepFilePlace(data: DataContext, who: Who, place: { secret: string; device: string }) {
  await data.db.local.put({ key: keyOf(who), value: place })
}

/** Whether this person joined by a work file. */
export async function hasFilePlace(data: DataContext, who: Who): Promise<boolean> {
  return (await data.db.local.get(keyOf(who))) !== undefined
}

/** What binds this laptop's writer to its person, for the next file; null = nothing is needed, or nothing was given. */
export async function enrolmentFor(data: DataContext, who: Who): Promise<BundleEnrolment | null> {
  const place = placeSchema.safeParse((await data.db.local.get(keyOf(who)))?.value)
  if (!place.success) return null
  const writerId = await data.serial(() => ensureWriter(data, who.projectId, who.annotatorId))
  if (await hasReceipt(data, who, writerId)) return null
  const { publicKey, privateKey } = defined(await data.db.writers.get(writerId), 'writer')
  const { secret, device } = place.data
  const request = { project: who.projectId, secret, publicKey: bytesToHex(publicKey), device }
  const sign = signWith(defined(privateKey, 'private key'))
  const { project: _project, ...enrolment } = await withProof(request, { door: 'enrol', project: who.projectId }, sign)
  return enrolment
}

async function hasReceipt(data: DataContext, { projectId, annotatorId }: Who, writer: WriterId): Promise<boolean> {
  const state = await data.db.syncState.get(projectId)
  return state?.receipts?.[writer] !== undefined || (state?.links?.[annotatorId]?.acked[writer] ?? 0) > 0
}
