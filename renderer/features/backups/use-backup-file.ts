import { useRef, useState } from 'react'
import { BACKUP_EXTENSIONS, type BackupKind, type Seal } from '#shared/backup/backup-schema.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { localDay } from '#renderer/data/data-context.ts'
import { outsideStores } from '#renderer/platform/store-channel.ts'
import { backupToSink } from '#renderer/workers/backup-client.ts'
import type { BackupReport } from '#renderer/workers/backup-protocol.ts'
import type { ShownProgress } from './file-progress.tsx'

export type BackupWish = {
  kind: BackupKind
  withTexts: boolean
  seal: Seal | null
  support?: ReadonlyMap<string, Uint8Array>
}

export type FinishedFile = {
  report: BackupReport
  name: string
  at: number
  checked: boolean
  reveal: (() => Promise<void>) | null
}

type FileState = {
  progress: ShownProgress | null
  failedCode: string | null
}

const IDLE: FileState = { progress: null, failedCode: null }
const BEGUN: ShownProgress = { step: 'writing', share: 0, operations: 0, bytes: 0, elapsedMs: 0 }

/** One backup file at a time: asks where, writes with progress, reads it back where the platform lets it. */
export function useBackupFile() {
  const { platform } = useServices()
  const [state, setState] = useState<FileState>(IDLE)
  const stop = useRef<AbortController | null>(null)
  const save = async (wish: BackupWish): Promise<FinishedFile | null> => {
    if (stop.current !== null) return null
    const abort = new AbortController()
    stop.current = abort
    const at = Date.now()
    try {
      const sink = await platform.files.createSink(`nishan-${localDay(at)}${BACKUP_EXTENSIONS[wish.kind]}`)
      if (sink === null) return null
      setState({ ...IDLE, progress: BEGUN })
      const outcome = await backupToSink({
        job: { ...wish, support: wish.support ?? new Map(), createdAt: at, appVersion: platform.appVersion },
        sink,
        stores: outsideStores(platform),
        signal: abort.signal,
        onProgress: (progress) => setState({ ...IDLE, progress: { ...progress, elapsedMs: Date.now() - at } }),
      })
      setState(outcome.ok ? IDLE : { ...IDLE, failedCode: outcome.code })
      if (!outcome.ok) return null
      return { report: outcome.report, name: sink.name, at, checked: outcome.checked, reveal: sink.reveal }
    } catch (error) {
      const failedCode = error instanceof Error && 'code' in error ? String(error.code) : 'platform-failed'
      setState({ ...IDLE, failedCode })
      return null
    } finally {
      stop.current = null
    }
  }
  return { state, save, cancel: () => stop.current?.abort() }
}
