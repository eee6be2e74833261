import { useCallback, useEffect, useRef, useState } from 'react'
import type { ProjectId } from '#shared/base/ids.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { RestorePlan } from '#renderer/data/restore/restore-plan.ts'
import type { RestoreResult } from '#renderer/data/restore/restore-whole.ts'
import type { BackupFile } from '#renderer/platform/backups-port.ts'
import { outsideStores } from '#renderer/platform/store-channel.ts'
import { RestoreClient, type RestoreEnding } from '#renderer/workers/restore-client.ts'
import type { RestoreFailureCode } from '#renderer/workers/restore-protocol.ts'

type Work = 'reading' | 'whole' | 'copy'

export type RestoreState =
  | { step: 'working'; work: Work; share: number; startedAt: number; elapsedMs: number }
  | { step: 'passphrase'; wrong: boolean }
  | { step: 'plan'; plan: RestorePlan }
  | { step: 'restored'; result: RestoreResult }
  | { step: 'copied'; projectId: ProjectId; name: string; missingChunks: number }
  /** `after`: what was under way; a whole restore that was stopped keeps what came so far. */
  | { step: 'failed'; code: RestoreFailureCode; entry: string; detail: string; after: Work }

/** Reads a backup, shows what it would change, and brings it back. One file, from opening to closing the dialog. */
export function useRestore(file: BackupFile) {
  const { platform, unsaved } = useServices()
  const client = useRef<RestoreClient | null>(null)
  const [state, setState] = useState<RestoreState>(working('reading'))
  const onShare = useCallback((share: number) => {
    const now = Date.now()
    setState((old) =>
      old.step === 'working' ? { ...old, share: Math.min(1, share), elapsedMs: now - old.startedAt } : old,
    )
  }, [])
  const read = async (passphrase: string | null) => {
    setState(working('reading'))
    const ending = await client.current?.plan(passphrase, onShare)
    if (ending !== undefined) setState(shown(ending, 'reading', passphrase !== null))
  }
  useEffect(() => {
    const own = new RestoreClient(file, outsideStores(platform))
    client.current = own
    const begin = async () => {
      const ending = await own.plan(null, onShare)
      if (client.current === own) setState(shown(ending, 'reading', false))
    }
    void begin()
    return () => {
      client.current = null
      own.close()
    }
  }, [file, platform, onShare])
  return {
    state,
    open: (passphrase: string) => void read(passphrase),
    again: () => void read(null),
    async whole() {
      setState(working('whole'))
      const over = unsaved.begin('import')
      const ending = await client.current?.whole(onShare).finally(over)
      if (ending !== undefined) setState(shown(ending, 'whole', false))
    },
    async copy(projectId: ProjectId, name: string) {
      setState(working('copy'))
      const over = unsaved.begin('copy')
      const ending = await client.current?.copy({ projectId, name }, onShare).finally(over)
      if (ending === undefined) return
      if (ending.kind === 'copied') setState({ step: 'copied', name, ...ending })
      else setState(shown(ending, 'copy', false))
    },
    cancel: () => client.current?.cancel(),
  }
}

function working(work: Work): RestoreState {
  return { step: 'working', work, share: 0, startedAt: Date.now(), elapsedMs: 0 }
}

function shown(ending: RestoreEnding, after: Work, tried: boolean): RestoreState {
  switch (ending.kind) {
    case 'planned':
      return { step: 'plan', plan: ending.plan }
    case 'restored':
      return { step: 'restored', result: ending.result }
    case 'copied':
      return { step: 'copied', projectId: ending.projectId, name: '', missingChunks: ending.missingChunks }
    case 'failed':
      if (ending.code === 'needs-passphrase') return { step: 'passphrase', wrong: false }
      if (ending.code === 'wrong-passphrase') return { step: 'passphrase', wrong: tried }
      return { step: 'failed', after, code: ending.code, entry: ending.entry, detail: ending.detail }
  }
}
