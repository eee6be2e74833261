import type { ProjectId } from '#shared/base/ids.ts'
import { createDataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { watchAnswers } from '#renderer/data/queries/agreement-answers.ts'
import { opfsBlobStore } from '#renderer/platform/opfs-blob-store.ts'
import { poolWork } from './agreement-interval.ts'
import type { AgreementReply, AgreementRequest, AskedKind, Told } from './agreement-protocol.ts'
import { AgreementRun } from './agreement-run.ts'

const data = createDataContext({ db: new NishanDatabase(), blobs: opfsBlobStore() })
const runs = new Map<ProjectId, AgreementRun>()
const cancels = new Map<number, AbortController>()
const watched = new Map<ProjectId, () => void>()
/** A change is told no sooner than this after the one before, and not while reading is under way. */
const TELL_EVERY_MS = 1_000

self.addEventListener('message', ({ data: request }: MessageEvent<AgreementRequest>) => {
  switch (request.kind) {
    case 'cancel':
      cancels.get(request.id)?.abort()
      break
    case 'watch':
      watch(request.projectId)
      break
    case 'unwatch':
      watched.get(request.projectId)?.()
      watched.delete(request.projectId)
      break
    default:
      void answer(request)
  }
})

function runOf(projectId: ProjectId): AgreementRun {
  const known = runs.get(projectId)
  if (known !== undefined) return known
  // One project's answers in memory at a time.
  for (const other of runs.keys()) if (!watched.has(other)) runs.delete(other)
  const run = new AgreementRun(data, projectId, poolWork)
  runs.set(projectId, run)
  return run
}

type Question = Extract<AgreementRequest, { kind: AskedKind }>

async function answer(request: Question): Promise<void> {
  const { id } = request
  const control = new AbortController()
  cancels.set(id, control)
  try {
    post({ id, told: await tell(request, control.signal) })
  } catch (error) {
    post({ id, failed: error instanceof Error ? error.name : 'UnknownError' })
  } finally {
    cancels.delete(id)
  }
}

function tell(request: Question, signal: AbortSignal): Promise<Told[AskedKind]> {
  const { id } = request
  const run = runOf(request.asked.projectId)
  const options = {
    signal,
    onStep: (step: Extract<AgreementReply, { step: unknown }>['step']) => post({ id, step }),
    onEarly: (early: Told['report']) => post({ id, early }),
  }
  switch (request.kind) {
    case 'report':
      return run.report(request.asked, options)
    case 'queue':
      return run.queue(request.asked, options)
    case 'options':
      return run.options(options)
    case 'cell':
      return run.cell(request.asked, options)
    case 'people':
      return run.people(options)
    case 'gamma':
      return run.gamma(request.asked, options)
  }
}

function watch(projectId: ProjectId): void {
  if (watched.has(projectId)) return
  let waiting = false
  const end = watchAnswers(data, projectId, () => {
    if (waiting) return
    waiting = true
    setTimeout(() => {
      waiting = false
      if (watched.has(projectId)) post({ changed: projectId })
    }, TELL_EVERY_MS)
  })
  watched.set(projectId, end)
}

function post(reply: AgreementReply): void {
  self.postMessage(reply)
}
