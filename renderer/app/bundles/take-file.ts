import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { bundleReplySchema, type BundleReply, type PushOutcome } from '#shared/sync/messages/bundle-reply.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import type { Receipt } from '#shared/sync/receipt.ts'
import { keepReceipts, queuedFiles, queueForHub, unqueue } from '#renderer/data/bundles/kept-files.ts'
import { mergeAnswers, type MergeReport } from '#renderer/data/bundles/merge-answers.ts'
import { receiptFor, takeReceipt, type ReceiptRefusal, type TakenReceipt } from '#renderer/data/bundles/receipts.ts'
import { takeWork, type WorkSummary } from '#renderer/data/bundles/take-work.ts'
import { jsonOf, refusalIn } from '#renderer/sync/hub-reply.ts'
import { jsonBody } from '../team/ask-hub.ts'
import type { TeamSession } from '../team/team-session.ts'
import type { BundleParts, Watch } from './bundle-parts.ts'
import type { FileContent } from './open-file.ts'

export type HubRefusal = Pick<ErrorReply, 'code' | 'fault'>

/** What became of a file. */
export type Taken =
  | { kind: 'receipt'; taken: TakenReceipt }
  | { kind: 'receipt-refused'; code: ReceiptRefusal }
  /** `queued`: the hub was away, and is given the file when it is back; no receipt until then. */
  | { kind: 'merged'; projectId: ProjectId; report: MergeReport; receipts: readonly Receipt[]; queued: boolean }
  | { kind: 'at-hub'; projectId: ProjectId; reply: BundleReply }
  | { kind: 'hub-refused'; refusal: HubRefusal }
  | { kind: 'hub-away' }
  | { kind: 'work'; summary: WorkSummary; stopped: boolean }

export type Taking = { content: Exclude<FileContent, { kind: 'invite' }>; name: string; sealed: Uint8Array }

/** Takes a file that was looked into. The same one again changes nothing. */
export async function takeFile(
  parts: BundleParts,
  { content, name, sealed }: Taking,
  watch: Watch = {},
): Promise<Taken> {
  const { data, device, turn } = parts
  switch (content.kind) {
    case 'receipt': {
      const taken = await takeReceipt(data, content.text)
      return taken.ok ? { kind: 'receipt', taken: taken.value } : { kind: 'receipt-refused', code: taken.error }
    }
    case 'work': {
      const whole = await takeWork(data, content.bundle, { ...watch, turn, device })
      return { kind: 'work', summary: content.summary, stopped: !whole }
    }
    case 'everything': {
      const sent = await sendFile(parts, content.session, sealed)
      return sent === null ? { kind: 'hub-away' } : atHub(parts, content.session, sent)
    }
    case 'sealed':
      return sendToAny(parts, content.sessions, sealed)
    case 'answers': {
      if (content.session === null) return mergeHere(parts, content, watch)
      const sent = await sendFile(parts, content.session, sealed)
      if (sent !== null) return atHub(parts, content.session, sent)
      await queueForHub(data, content.projectId, { name, bytes: sealed })
      const { projectId, bundle } = content
      const report = await mergeAnswers(data, bundle, { ...watch, turn })
      return { kind: 'merged', projectId, report, receipts: [], queued: true }
    }
  }
}

async function mergeHere(
  { data, vault, turn }: BundleParts,
  { projectId, bundle }: Extract<FileContent, { kind: 'answers' }>,
  watch: Watch,
): Promise<Taken> {
  const report = await mergeAnswers(data, bundle, { ...watch, turn })
  const keys = await vault.get(projectId)
  const receipts: Receipt[] = []
  const people = new Set<AnnotatorId>(report.people.flatMap(({ person }) => person ?? []))
  for (const person of keys === null ? [] : people) {
    const receipt = keys === null ? null : await receiptFor(data, person, keys)
    if (receipt !== null) receipts.push(receipt)
  }
  await keepReceipts(data, receipts)
  return { kind: 'merged', projectId, report, receipts, queued: false }
}

type Sent = Result<BundleReply, HubRefusal>

/** Null: the hub is away. Keys that it has not got yet are handed over first. */
async function sendFile(parts: BundleParts, session: TeamSession, sealed: Uint8Array): Promise<Sent | null> {
  const first = await postFile(session, sealed)
  if (first === null || first.ok || first.error.code !== 'no-keys') return first
  return (await handOverKeys(parts, session)) ? postFile(session, sealed) : first
}

async function postFile(session: TeamSession, sealed: Uint8Array): Promise<Sent | null> {
  const response = await session.send({ method: 'POST', path: 'bundles', body: sealed })
  if (response === null) return null
  const reply = bundleReplySchema.safeParse(jsonOf(response))
  if (response.status === 201 && reply.success) return success(reply.data)
  // Something else answered in the hub's place.
  const refusal = refusalIn(response)
  return refusal === null ? null : failure(refusal)
}

/** Gives the hub the keys of the project, if they are here. False: they are not, or it did not take them. */
export async function handOverKeys({ vault }: Pick<BundleParts, 'vault'>, session: TeamSession): Promise<boolean> {
  const keys = await vault.get(session.link.projectId)
  if (keys === null) return false
  const response = await session.send({ method: 'PUT', path: 'keys', body: jsonBody(keys) })
  return response?.status === 201
}

async function atHub({ data }: Pick<BundleParts, 'data'>, session: TeamSession, sent: Sent): Promise<Taken> {
  if (!sent.ok) return { kind: 'hub-refused', refusal: sent.error }
  if (sent.value.kind === 'answers') await keepReceipts(data, sent.value.receipts)
  session.wake('asked')
  return { kind: 'at-hub', projectId: session.link.projectId, reply: sent.value }
}

/** The keys are at one of these hubs, or nowhere: each is asked in turn. */
async function sendToAny(parts: BundleParts, sessions: readonly TeamSession[], sealed: Uint8Array): Promise<Taken> {
  let last: Taken = { kind: 'hub-away' }
  for (const session of sessions) {
    const sent = await sendFile(parts, session, sealed)
    if (sent === null) continue
    last = await atHub(parts, session, sent)
    const isOthers = last.kind === 'hub-refused' && last.refusal.fault?.code === 'wrong-key'
    if (!isOthers) return last
  }
  return last
}

/** What the hub told of a file, in the numbers in which a laptop tells it. */
export function hubNumbers(pushes: readonly PushOutcome[]): {
  stored: number
  known: number
  held: number
  waiting: number
  refused: number
} {
  const sum = (pick: (push: PushOutcome) => number) => pushes.reduce((total, push) => total + pick(push), 0)
  return {
    stored: sum(({ stored, quarantined }) => stored - quarantined),
    known: sum(({ duplicates }) => duplicates),
    held: sum(({ quarantined }) => quarantined),
    waiting: sum(({ outcome, n }) => (outcome === 'waiting' ? n : 0)),
    refused: sum(({ outcome, n }) => (outcome === 'refused' ? n : 0)),
  }
}

/** Sends what waited for the hub. A file that it will never take is told and let go; others wait on. */
export async function sendQueued(
  parts: BundleParts,
  session: TeamSession,
  tell: (name: string, taken: Taken) => void,
): Promise<void> {
  for (const { key, name, bytes } of await queuedFiles(parts.data, session.link.projectId)) {
    const sent = await sendFile(parts, session, bytes)
    if (sent === null) return
    const isForEver = sent.ok || sent.error.code === 'bad-bundle' || sent.error.code === 'bad-request'
    if (!isForEver) return
    await unqueue(parts.data, key)
    tell(name, await atHub(parts, session, sent))
  }
}
