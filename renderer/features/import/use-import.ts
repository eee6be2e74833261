import { startTransition, useEffect, useMemo, useReducer, useRef } from 'react'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { outsideStores } from '#renderer/platform/store-channel.ts'
import { ImportClient } from '#renderer/workers/import-client.ts'
import type { ImportPlan, SourceSettings } from '#renderer/workers/import-protocol.ts'
import { createMissingLabels } from './create-missing-labels.ts'
import {
  EMPTY_IMPORT,
  hasTextColumn,
  importReducer,
  type Choices,
  type ImportEvent,
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
  const { settings, mapping, duplicates, answersAs, annotatorName } = state.choices
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
    annotatorName: annotatorName.trim() === '' ? 'import' : annotatorName.trim(),
  }
}

export function useImport(project: Project, task: TaskVersion): { state: ImportState; actions: ImportActions } {
  const { data, platform } = useServices()
  const annotatorId = useAnnotatorId()
  const [state, dispatch] = useReducer(importReducer, EMPTY_IMPORT)
  const client = useImportClient()
  const stop = useRef<() => void>(() => undefined)
  const latestPreview = useRef(0)
  const target = useMemo(() => ({ fields: project.fields, questions: task.questions }), [project, task])
  useCheck(state, planOf(state, project, task, annotatorId), client, dispatch)

  const preview = async (files: File[], settings: SourceSettings | null) => {
    const turn = (latestPreview.current += 1)
    const reply = await client().preview(files, settings, target).ended
    if (turn !== latestPreview.current) return
    // In slices: the columns with all their lists are more than one task of 50 ms on a slow laptop.
    if (reply.kind === 'previewed') startTransition(() => dispatch({ kind: 'previewed', preview: reply.preview }))
    else if (reply.kind === 'failed') dispatch({ kind: 'failed', failure: reply })
  }
  const add = async () => {
    dispatch({ kind: 'adding' })
    platform.setUnsavedWork(true)
    try {
      const missing = state.choices.createLabels && state.check.state === 'done' ? state.check.check.unknownLabels : []
      const current = await createMissingLabels(data, { projectId: project.id, annotatorId }, task, missing)
      const plan = planOf(state, project, current, annotatorId)
      if (plan === null) return
      const job = client().run(plan, (progress) => dispatch({ kind: 'progress', progress }))
      stop.current = job.cancel
      const reply = await job.ended
      if (reply.kind === 'ended') dispatch({ kind: 'ended', result: reply.result })
      else if (reply.kind === 'failed') dispatch({ kind: 'failed', failure: reply })
    } finally {
      platform.setUnsavedWork(false)
    }
  }
  const drop = () => {
    latestPreview.current += 1
  }
  const actions = useActions({ files: state.files, preview, drop, add, stop: () => stop.current() }, dispatch)
  useDropped(actions.open)
  return { state, actions }
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
  const { settings, mapping } = state.choices
  const wanted = state.step === 'columns' && !state.reading && plan !== null
  // What the counts depend on; the treatment of answers and duplicates changes none of them.
  const key = wanted
    ? JSON.stringify([settings, mapping, state.files.map((file) => [file.name, file.size, file.lastModified])])
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
