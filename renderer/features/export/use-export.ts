import { useEffect, useRef, useState } from 'react'
import { localDay } from '#renderer/data/data-context.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { exportToSink, type ExportProgress } from '#renderer/workers/export-client.ts'
import type { ExportReport } from '#renderer/workers/export-protocol.ts'
import { exportFileName, jobOf, type ExportOptions, type ExportSubject } from './export-options.ts'

export type FinishedExport = {
  report: ExportReport
  fileName: string
  at: number
  reveal: (() => Promise<void>) | null
}

export type ExportState = {
  progress: ExportProgress | null
  startedAt: number
  finished: FinishedExport | null
  failedCode: string | null
}

const IDLE: ExportState = { progress: null, startedAt: 0, finished: null, failedCode: null }

/** One export at a time: asks where, writes with progress, ends with a report or with nothing written. */
export function useExport(subject: ExportSubject | null, options: ExportOptions) {
  const { platform, unsaved } = useServices()
  const annotatorId = useAnnotatorId()
  const [state, setState] = useState<ExportState>(IDLE)
  const stop = useRef<AbortController | null>(null)
  /** Asked for before the project was read: it begins as soon as it is. */
  const wanted = useRef(false)
  const start = async () => {
    if (subject === null) {
      wanted.current = true
      return
    }
    if (stop.current !== null) return
    const fileName = exportFileName(subject.project, options.format, localDay(Date.now()))
    const sink = await platform.files.createSink(fileName).catch((error: unknown) => {
      setState({
        ...IDLE,
        failedCode: error instanceof Error && 'code' in error ? String(error.code) : 'platform-failed',
      })
      return null
    })
    if (sink === null) return
    const abort = new AbortController()
    stop.current = abort
    const ended = unsaved.begin('export')
    setState({ ...IDLE, startedAt: Date.now(), progress: { rows: 0, scanned: 0, total: 0 } })
    const outcome = await exportToSink(jobOf(subject, options, annotatorId), sink, abort.signal, (progress) =>
      setState((old) => ({ ...old, progress })),
    )
    stop.current = null
    ended()
    if (outcome.ok) {
      const finished = { report: outcome.report, fileName: sink.name, at: Date.now(), reveal: sink.reveal }
      setState({ ...IDLE, finished })
    } else setState({ ...IDLE, failedCode: outcome.code })
  }
  useEffect(() => {
    if (subject === null || !wanted.current) return
    wanted.current = false
    void start()
  })
  return { state, start, cancel: () => stop.current?.abort() }
}
