import { startTransition, useEffect, useMemo, useReducer, useRef } from 'react'
import { importNeedBytes, missingForImportBytes } from '#shared/domain/free-space.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices, type Services } from '#renderer/app/services-context.ts'
import { LOOK_OFTEN_MS } from '#renderer/app/space-watch.ts'
import { outsideStores } from '#renderer/platform/store-channel.ts'
import { ImportClient } from '#renderer/workers/import-client.ts'
import type { ImportPlan, ImportResult, SourceSettings } from '#renderer/workers/import-protocol.ts'
import { createMissingLabels, type MissingLabels } from './create-missing-labels.ts'
import {
  EMPTY_IMPORT,
  hasTextColumn,
  importReducer,
  taskWithNew,
  usedNewQuestions,
  type Choices,
  type ImportEvent,
  type Failure,
  type ImportState,
} from './import-state.ts'

/** Choices settle for so long before the whole file is looked through again. */
const CHECK_DELAY_MS = 300

export type ImportActions = {
  open(files: File[]): void
  choose(choices: Partial<Choices>): void
  changeSettings(settings: SourceSettings): void
  back(): void
  add(): void
  stop(): void
}

/** The one worker of the screen: started with the first file, ended with the screen. */
function useImportClient() {
  const { platform } = useServices()
  const client = useRef<ImportClient | null>(null)
  useEffect(
    () => () => {
      client.current?.close()
      client.current = null
    },
    [],
  )
  return () => (client.current ??= new ImportClient(outsideStores(platform)))
}

function planOf(
  state: ImportState,
  project: Project,
  task: TaskVersion,
  annotatorId: ImportPlan['who']['annotatorId'],
): ImportPlan | null {
  const { settings, mapping, duplicates, answersAs, annotatorNames, createLabels } = state.choices
  if (settings === null || !hasTextColumn(mapping)) return null
  return {
    who: { projectId: project.id, annotatorId },
    files: state.files,
    settings,
    mapping: [...mapping],
    target: { fields: project.fields, questions: task.questions },
    taskVersion: task.version,
    duplicates,
    answersAs,
    createLabels,
    annotatorNames: annotatorNames.map((name) => (name.trim() === '' ? 'import' : name.trim())),
  }
}

export function useImport(project: Project, task: TaskVersion): { state: ImportState; actions: ImportActions } {
  const services = useServices()
  const { data, unsaved, space } = services
  const annotatorId = useAnnotatorId()
  const [state, dispatch] = useReducer(importReducer, EMPTY_IMPORT)
  const client = useImportClient()
  const stop = useRef<() => void>(() => undefined)
  const latestPreview = useRef(0)
  const target = useMemo(() => ({ fields: project.fields, questions: task.questions }), [project, task])
  const planned = useMemo(() => taskWithNew(task, state.choices), [task, state.choices])
  useCheck(state, planOf(state, project, planned, annotatorId), client, dispatch)

  const preview = async (files: File[], settings: SourceSettings | null) => {
    const turn = (latestPreview.current += 1)
    const reply = await client().preview(files, settings, target).ended
    if (turn !== latestPreview.current) return
    // In slices: the columns with all their lists are more than one task of 50 ms on a slow laptop.
    if (reply.kind === 'previewed') startTransition(() => dispatch({ kind: 'previewed', preview: reply.preview }))
    else if (reply.kind === 'failed') dispatch({ kind: 'failed', failure: reply })
  }
  const add = async () => {
    const noRoom = await missingRoom(services, state)
    if (noRoom !== null) {
      dispatch({ kind: 'failed', failure: noRoom })
      return
    }
    dispatch({ kind: 'adding' })
    const ended = unsaved.begin('import')
    const guard = stopWhenFull(space)
    try {
      const who = { projectId: project.id, annotatorId }
      const current = await createMissingLabels(data, who, task, wantedLabels(state, task))
      const plan = planOf(state, project, current, annotatorId)
      if (plan === null) return
      const job = client().run(plan, (progress) => dispatch({ kind: 'progress', progress }))
      stop.current = job.cancel
      guard.onFull(job.cancel)
      const reply = await job.ended
      if (reply.kind === 'ended') dispatch({ kind: 'ended', result: guard.explain(reply.result) })
      else if (reply.kind === 'failed') dispatch({ kind: 'failed', failure: reply })
    } finally {
      guard.end()
      ended()
    }
  }
  const drop = () => {
    latestPreview.current += 1
  }
  const actions = useActions({ files: state.files, preview, drop, add, stop: () => stop.current() }, dispatch)
  useDropped(actions.open)
  return { state, actions }
}

/** Labels and questions that the import makes: those of a question from a column in any case. */
function wantedLabels({ choices, check }: ImportState, task: TaskVersion): MissingLabels {
  const newQuestions = usedNewQuestions(choices, task)
  const isNew = (question: string) => newQuestions.some(({ id }) => id === question)
  const unknown = check.state === 'done' ? check.check.unknownLabels : []
  return { newQuestions, labels: unknown.filter(({ question }) => choices.createLabels || isNew(question)) }
}

/** Why these files cannot come in now: they would leave too little room. Null when they fit. */
async function missingRoom({ space }: Services, { files, check, choices }: ImportState): Promise<Failure | null> {
  const { freeBytes } = await space.look()
  const fileBytes = files.reduce((sum, file) => sum + file.size, 0)
  const looked = check.state === 'done' ? check.check : null
  const answers = choices.answersAs === 'suggestion' ? 0 : (looked?.answers ?? 0)
  const size = { fileBytes, counted: looked && { rows: looked.rows, answers } }
  const missing = missingForImportBytes(size, freeBytes)
  if (missing === 0 || freeBytes === null) return null
  const room = { need: importNeedBytes(size), free: freeBytes, missing }
  return { failure: 'no-room', file: files[0]?.name ?? '', detail: '', room }
}

/** Watches the room closely while a file comes in, and stops it, whole chunks kept, before the disk is full. */
function stopWhenFull(space: Services['space']) {
  let stopped = false
  let cancel: () => void = () => undefined
  const stopWatching = space.lookEvery(LOOK_OFTEN_MS)
  const stopListening = space.subscribe(() => {
    if (space.current().level !== 'paused' || stopped) return
    stopped = true
    cancel()
  })
  return {
    onFull(stop: () => void) {
      cancel = stop
      if (stopped) stop()
    },
    /** Says so in the result, where it was this that ended the import. */
    explain: (result: ImportResult): ImportResult =>
      stopped && result.state === 'cancelled' ? { ...result, failure: 'space-low' } : result,
    end() {
      stopWatching()
      stopListening()
    },
  }
}

type Steps = {
  files: File[]
  preview(files: File[], settings: SourceSettings | null): Promise<void>
  /** A preview that is still coming is not wanted any more. */
  drop(): void
  add(): Promise<void>
  stop(): void
}

/** The same functions for good: parts of the screen that are dear to draw are left alone while numbers move. */
function useActions(steps: Steps, dispatch: (event: ImportEvent) => void): ImportActions {
  const latest = useRef(steps)
  useEffect(() => {
    latest.current = steps
  })
  return useMemo(
    () => ({
      open(files) {
        if (files.length === 0) return
        const sorted = [...files].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }))
        dispatch({ kind: 'files', files: sorted })
        void latest.current.preview(sorted, null)
      },
      choose: (choices) => dispatch({ kind: 'choose', choices }),
      changeSettings(settings) {
        dispatch({ kind: 'reading' })
        void latest.current.preview(latest.current.files, settings)
      },
      back() {
        latest.current.drop()
        dispatch({ kind: 'back' })
      },
      add: () => void latest.current.add(),
      stop: () => latest.current.stop(),
    }),
    [dispatch],
  )
}

/** Files dropped on the screen before are opened at once. */
function useDropped(open: (files: File[]) => void) {
  const { dropped } = useServices()
  const latest = useRef(open)
  useEffect(() => latest.current(dropped.take()), [dropped])
}

/** Looks through the whole file whenever what would be added changes; an older look is broken off. */
function useCheck(
  state: ImportState,
  plan: ImportPlan | null,
  client: () => ImportClient,
  dispatch: (event: ImportEvent) => void,
) {
  const { settings, mapping, answersAs, annotatorNames, createLabels } = state.choices
  const wanted = state.step === 'columns' && !state.reading && plan !== null
  // What the counts depend on; the treatment of duplicates changes none of them.
  const treatment = [answersAs, annotatorNames, createLabels]
  const key = wanted
    ? JSON.stringify([
        settings,
        mapping,
        treatment,
        state.files.map((file) => [file.name, file.size, file.lastModified]),
      ])
    : ''
  const latest = useRef({ plan, client })
  useEffect(() => {
    latest.current = { plan, client }
  })
  useEffect(() => {
    if (key === '') return
    let over = false
    let cancel: () => void = () => undefined
    const look = async () => {
      const now = latest.current
      if (now.plan === null) return
      const job = now.client().check(now.plan, (progress) => {
        if (!over) dispatch({ kind: 'check', check: { state: 'running', progress } })
      })
      cancel = job.cancel
      const reply = await job.ended
      if (over) return
      if (reply.kind === 'checked') dispatch({ kind: 'check', check: { state: 'done', check: reply.check } })
      else if (reply.kind === 'failed') dispatch({ kind: 'failed', failure: reply })
    }
    dispatch({ kind: 'check', check: { state: 'running', progress: null } })
    const timer = setTimeout(() => void look(), CHECK_DELAY_MS)
    return () => {
      over = true
      clearTimeout(timer)
      cancel()
    }
  }, [key, dispatch])
}
