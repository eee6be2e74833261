import { useEffect, useState, useSyncExternalStore } from 'react'
import type { SnapshotsState } from '#shared/ipc/snapshots-contract.ts'
import { changesSince } from '#renderer/data/queries/backup-source.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import type { BackupNotes, BackupNotesPort, SnapshotsPort } from '#renderer/platform/backups-port.ts'
import { useServices } from './services-context.ts'

/** The snapshots as they are now, also while one is made; null until they are known. */
export function useSnapshots(port: SnapshotsPort): SnapshotsState | null {
  const [state, setState] = useState<SnapshotsState | null>(null)
  useEffect(() => {
    let over = false
    const show = (next: SnapshotsState) => {
      if (!over) setState(next)
    }
    const end = port.onChange(show)
    // A refused call is a bug; the page then stays as it is.
    port.state().then(show, () => undefined)
    return () => {
      over = true
      end()
    }
  }, [port])
  return state
}

export function useBackupNotes(port: BackupNotesPort): BackupNotes {
  return useSyncExternalStore(port.subscribe, port.current)
}

/** How many changes are in no backup file; undefined until counted. */
export function useChangesSince(notes: BackupNotes): number | undefined {
  const { data } = useServices()
  const { last } = notes
  return useQuery(() => changesSince(data, last?.heads ?? {}), [data, last])
}
