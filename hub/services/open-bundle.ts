import { hexToBytes } from '@noble/hashes/utils.js'
import { setImmediate as turn } from 'node:timers/promises'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { oneAfterAnother } from '#shared/base/one-after-another.ts'
import { failure, success, type Result } from '#shared/base/result.ts'
import { readBundle, type Bundle } from '#shared/sync/bundle/read-bundle.ts'
import type { BundleEnrolment } from '#shared/sync/bundle/manifest.ts'
import type { BundleReply, PushOutcome } from '#shared/sync/messages/bundle-reply.ts'
import type { ErrorReply } from '#shared/sync/messages/error-reply.ts'
import { signerOf, type ProjectKeys } from '#shared/sync/project-keys.ts'
import { makeReceipt, type Receipt } from '#shared/sync/receipt.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import { firstRow } from '../database/sql-database.ts'
import type { HubContext } from '../hub-context.ts'
import { ingestPush } from '../ingest/ingest-push.ts'
import { writeAudit } from './audit-log.ts'
import { enrol, type Caller } from './enrolment.ts'
import { importEverything } from './import-everything.ts'
import { nodeKeyMachine } from './node-key-machine.ts'
import { keysOf } from './project-keys.ts'
import { bindSuccessors } from './successors.ts'
import { forgetWaiting, keepWaiting, nextWaiting } from './waiting-pushes.ts'

type Answers = Extract<BundleReply, { kind: 'answers' }>

/**
 * Opens a file that a lead brings: read whole and checked first, then each push by the same way as over HTTP. Opening it
 * again, or in another order with others, comes to the same.
 */
export function openBundle(
  hub: HubContext,
  caller: Caller,
  file: Uint8Array,
): Promise<Result<BundleReply, ErrorReply>> {
  return inTurn(() => openAlone(hub, caller, file))
}

/** The largest file takes a gigabyte. */
const inTurn = oneAfterAnother()

async function openAlone(hub: HubContext, caller: Caller, file: Uint8Array): Promise<Result<BundleReply, ErrorReply>> {
  const { projectId } = caller
  const keys = await keysOf(hub, projectId)
  if (keys === null) return failure({ code: 'no-keys' })
  const projectKey = hexToBytes(keys.publicKey)
  const reading = { projectId, projectKey, verifier: hub.verifier, turn: () => turn() }
  const bundle = await readBundle(file, { identity: keys.identity }, reading)
  if (!bundle.ok) return failure({ code: 'bad-bundle', fault: bundle.error })
  const { kind } = bundle.value.manifest
  // A work package is for a laptop: the hub it came from holds more.
  if (kind === 'work') return failure({ code: 'bad-request' })
  await hub.database.transaction((session) =>
    writeAudit(hub, session, { projectId, who: caller.annotatorId, act: 'bundle.open', subject: kind }),
  )
  return kind === 'everything'
    ? importEverything(hub, projectId, bundle.value)
    : success(await takeAnswers(hub, { projectId, keys }, bundle.value))
}

async function takeAnswers(
  hub: HubContext,
  { projectId, keys }: { projectId: ProjectId; keys: ProjectKeys },
  bundle: Bundle,
): Promise<Answers> {
  const { enrolment, successors = [] } = bundle.manifest
  // First: a laptop that went on after a fork still carries the invite of the writer before, which is used up.
  await bindSuccessors(hub, projectId, successors)
  const enrolled = enrolment === undefined ? null : await enrolFrom(hub, projectId, enrolment)
  const pushes: PushOutcome[] = []
  for (const { writer, name, from, n } of bundle.pushes) {
    pushes.push(await takePush(hub, projectId, { writer, from, n, text: bundle.text(name) }))
    pushes.push(...(await takeWaiting(hub, projectId, writer)))
    await turn()
  }
  const writers = [...new Set(bundle.pushes.map(({ writer }) => writer))]
  return { kind: 'answers', enrolled, pushes, receipts: await receiptsFor(hub, keys, writers) }
}

/** Binds the writer that the file brings by its invite; a second opening finds it bound and asks for no invite. */
async function enrolFrom(
  hub: HubContext,
  project: ProjectId,
  enrolment: BundleEnrolment,
): Promise<Answers['enrolled']> {
  const writer = writerIdOf(hexToBytes(enrolment.publicKey))
  const bound = await hub.database.read((session) =>
    firstRow(session, 'select 1 as one from writers where project_id = ? and writer_id = ?', project, writer),
  )
  if (bound !== null) return null
  // The token is told to nobody: a laptop that later comes near the hub is invited anew.
  const enrolled = await enrol(hub, { project, ...enrolment })
  return enrolled.ok ? { writer, annotatorId: enrolled.value.annotatorId } : { code: enrolled.error }
}

type FilePush = { writer: WriterId; from: number; n: number; text: string }

async function takePush(hub: HubContext, projectId: ProjectId, push: FilePush): Promise<PushOutcome> {
  const { writer, from, n, text } = push
  const place = { writer, from, n, stored: 0, duplicates: 0, quarantined: 0 }
  const taken = await ingestPush(hub, projectId, text, null)
  if (taken.ok) {
    const { stored, duplicates, quarantined } = taken.value
    const outcome = stored === 0 ? 'known' : 'stored'
    return { ...place, outcome, stored, duplicates, quarantined: quarantined.length }
  }
  const { code, seq } = taken.error
  if (code === 'gap') {
    const kept = await keepWaiting(hub, projectId, push)
    return kept ? { ...place, outcome: 'waiting' } : { ...place, outcome: 'refused', code: 'too-many' }
  }
  return seq === undefined ? { ...place, outcome: 'refused', code } : { ...place, outcome: 'refused', code, seq }
}

/** Pushes of a writer that waited for the ones before them. */
async function takeWaiting(hub: HubContext, projectId: ProjectId, writer: WriterId): Promise<PushOutcome[]> {
  const outcomes: PushOutcome[] = []
  for (;;) {
    const next = await nextWaiting(hub, projectId, writer)
    if (next === null) return outcomes
    const { from, text, sha256 } = next
    // Lines after the header's.
    const n = text.split('\n').length - 2
    const outcome = await takePush(hub, projectId, { writer, from, n, text })
    await forgetWaiting(hub, projectId, { writer, from, sha256 })
    if (outcome.outcome !== 'known') outcomes.push(outcome)
  }
}

/** What the hub now holds of these writers, a receipt for each of their people. */
async function receiptsFor(hub: HubContext, keys: ProjectKeys, writers: readonly WriterId[]): Promise<Receipt[]> {
  const { heads, holder } = await hub.database.read(async (session) => {
    const found = []
    for (const writer of writers) {
      const row = await firstRow(
        session,
        'select annotator_id, up_to, digest from writers where project_id = ? and writer_id = ?',
        keys.project,
        writer,
      )
      if (row !== null) found.push({ writer, row })
    }
    return { heads: found, holder: await hub.identity(session) }
  })
  const byPerson = new Map<AnnotatorId, Receipt['writers']>()
  for (const { writer, row } of heads) {
    const person = row['annotator_id'] as AnnotatorId
    const own = byPerson.get(person) ?? []
    own.push({ writer, upTo: Number(row['up_to']), digest: String(row['digest']) })
    byPerson.set(person, own)
  }
  const sign = signerOf(keys, nodeKeyMachine)
  return Promise.all(
    [...byPerson].map(([person, own]) =>
      makeReceipt({ project: keys.project, person, holder, created: hub.now(), writers: own }, sign),
    ),
  )
}
