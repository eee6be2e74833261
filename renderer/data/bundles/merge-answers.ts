import { bytesToHex } from '@noble/hashes/utils.js'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import { inOrder } from '#shared/sync/bundle/check-content.ts'
import { judgeBundle, type JudgedOperation, type JudgedPush } from '#shared/sync/bundle/judge-bundle.ts'
import type { Bundle } from '#shared/sync/bundle/read-bundle.ts'
import { heldOperation } from '#shared/sync/held-operation.ts'
import type { QuarantineReason } from '#shared/sync/messages/push-reply.ts'
import { ANSWER_KINDS } from '#shared/sync/operation.ts'
import type { DataContext } from '../data-context.ts'
import { applyKnown } from '../recovery/apply-known.ts'
import { bindByInvite, judgeEnrolment, type Enrolling } from './file-invites.ts'
import { isGround, mergeGround } from './merge-ground.ts'
import { judgeHeldAgain } from './held-operations.ts'
import { bindSuccessors, judgeSuccessors, type NewBinding } from './successors.ts'
import { forgetWaiting, keepWaiting, waitingPushes } from './waiting-pushes.ts'

/** Why a push, or a person's part of a file, is not taken. */
export type MergeRefusal = 'not-enrolled' | 'bad-signature' | 'fork' | 'too-many'

/** What a file holds of one person, or of a writer nobody here knows (`person` null). */
export type PersonPart = {
  person: AnnotatorId | null
  /** Texts with something new. */
  texts: number
  /** Operations. `held`: kept aside as odd; `waiting`: until the file before this one comes. */
  fresh: number
  known: number
  held: Partial<Record<QuarantineReason, number>>
  waiting: number
  refused: Partial<Record<MergeRefusal, number>>
}

export type MergeReport = {
  people: PersonPart[]
  /** Of the invite in the file; null = there is none, or it is known already. */
  enrolling: Extract<Enrolling, { kind: 'binds' | 'refused' }> | null
  /** It was stopped: what is told is here, the rest comes when the file is opened again. */
  stopped: boolean
}

export type MergeWatch = { signal?: AbortSignal; onProgress?: (share: number) => void; turn?: () => Promise<void> }

/** What a file would change here, in numbers. Nothing is written. */
export function previewMerge(data: DataContext, bundle: Bundle, watch: MergeWatch = {}): Promise<MergeReport> {
  return run(data, bundle, { ...watch, writes: false })
}

/**
 * Merges the answers of a file on a lead's laptop with no hub: the same verdicts as the hub's (judge-bundle.ts). May be
 * done again, stopped at any place, and done with several files in any order.
 */
export function mergeAnswers(data: DataContext, bundle: Bundle, watch: MergeWatch = {}): Promise<MergeReport> {
  return run(data, bundle, { ...watch, writes: true })
}

type Run = MergeWatch & { writes: boolean }

async function run(data: DataContext, bundle: Bundle, { writes, ...watch }: Run): Promise<MergeReport> {
  const { project, enrolment, successors = [] } = bundle.manifest
  // First: a laptop that went on after a fork still carries the invite of the writer before, which is used up.
  const goOn = await judgeSuccessors(data, project, successors)
  if (writes) await data.serial(() => bindSuccessors(data, project, goOn))
  const isBound = goOn.some(({ publicKey }) => bytesToHex(publicKey) === enrolment?.publicKey)
  const enrolling = enrolment === undefined || isBound ? null : await judgeEnrolment(data, project, enrolment)
  const binds = enrolling?.kind === 'binds' ? enrolling : null
  if (writes && binds !== null && enrolment !== undefined) {
    await data.serial(() => bindByInvite(data, project, { enrolment, binds }))
  }
  const bound = binds === null ? goOn : [...goOn, binds]
  const all = await withWaiting(data, bundle)
  const ground = await mergeGround(data, project, bound)
  const parts = new Parts(data, bound)
  let hasGround = false
  let stopped = false
  let done = 0
  for await (const push of judgeBundle(all, ground)) {
    if (watch.signal?.aborted === true) {
      stopped = true
      break
    }
    const taken = !writes || (await data.serial(() => takePush(data, project, { push, text: all.text(push.name) })))
    await parts.add(push, taken)
    hasGround ||= push.outcome === 'sound' && push.operations.some(({ operation }) => isGround(operation))
    done += 1
    watch.onProgress?.(done / all.pushes.length)
    await watch.turn?.()
  }
  if (writes && hasGround) await judgeHeldAgain(data, project)
  return { people: parts.list(), enrolling: enrolling?.kind === 'bound' ? null : enrolling, stopped }
}

/** The file together with the pushes of earlier files that wait for it. */
async function withWaiting(data: DataContext, bundle: Bundle): Promise<Bundle> {
  const waiting = await waitingPushes(data, bundle.manifest.project)
  const inFile = new Set(bundle.pushes.map(({ name }) => name))
  const writers = new Set<WriterId>(bundle.pushes.map(({ writer }) => writer))
  const kept = waiting.filter(({ name, writer }) => writers.has(writer) && !inFile.has(name))
  const texts = new Map(kept.map(({ name, text }) => [name, text]))
  return {
    ...bundle,
    pushes: inOrder([...bundle.pushes, ...kept.map(({ name, writer, from, n }) => ({ name, writer, from, n }))]),
    text: (name) => texts.get(name) ?? bundle.text(name),
  }
}

/** False: it should wait, and too many do. */
async function takePush(
  data: DataContext,
  project: ProjectId,
  { push, text }: { push: JudgedPush; text: string },
): Promise<boolean> {
  const { name, writer, from, n } = push
  if (push.outcome === 'gap') return keepWaiting(data, project, { name, writer, from, n, text })
  if (push.outcome === 'sound' && push.operations.length > 0) {
    const operations = push.operations.map(({ operation, why }) =>
      why === null ? operation : heldOperation(operation, why),
    )
    const of = { projectId: project, writerId: writer }
    // The journal has them first, as with all operations.
    await data.journal.keep({ ...of, operations })
    await applyKnown(data, of, operations)
  }
  await forgetWaiting(data, project, push)
  return true
}

/** The numbers, by person. */
class Parts {
  readonly #data: DataContext
  readonly #binds: readonly NewBinding[]
  readonly #parts = new Map<string, PersonPart & { items: Set<string> }>()

  constructor(data: DataContext, binds: readonly NewBinding[]) {
    this.#data = data
    this.#binds = binds
  }

  async add(push: JudgedPush, taken: boolean): Promise<void> {
    const part = this.#part(await this.#personOf(push.writer))
    switch (push.outcome) {
      case 'sound':
        part.known += push.known
        for (const judged of push.operations) count(part, judged)
        break
      case 'gap':
        if (taken) part.waiting += push.n
        else part.refused['too-many'] = (part.refused['too-many'] ?? 0) + push.n
        break
      case 'not-enrolled':
      case 'bad-signature':
      case 'fork':
        part.refused[push.outcome] = (part.refused[push.outcome] ?? 0) + push.n
    }
  }

  async #personOf(writer: WriterId): Promise<AnnotatorId | null> {
    const bound = this.#binds.find((one) => one.writer === writer) ?? (await this.#data.db.writers.get(writer))
    return bound?.annotatorId ?? null
  }

  list(): PersonPart[] {
    return [...this.#parts.values()].map(({ items, ...part }) => ({ ...part, texts: items.size }))
  }

  #part(person: AnnotatorId | null): PersonPart & { items: Set<string> } {
    const known = this.#parts.get(person ?? '')
    if (known !== undefined) return known
    const made = { person, texts: 0, fresh: 0, known: 0, held: {}, waiting: 0, refused: {}, items: new Set<string>() }
    this.#parts.set(person ?? '', made)
    return made
  }
}

function count(part: PersonPart & { items: Set<string> }, { operation, why }: JudgedOperation): void {
  if (why !== null) {
    part.held[why] = (part.held[why] ?? 0) + 1
    return
  }
  part.fresh += 1
  if (ANSWER_KINDS.includes(operation.kind)) part.items.add(operation.item)
}
