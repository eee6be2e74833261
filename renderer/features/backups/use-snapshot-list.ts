import { useEffect, useState } from 'react'
import type { ListedSnapshot } from '#shared/ipc/snapshots-contract.ts'
import type { SnapshotsPort } from '#renderer/platform/backups-port.ts'

type Read = { version: string; list: readonly ListedSnapshot[] }

/** The backup files of the folders, read again whenever `version` changes; null until they are read. */
export function useSnapshotList(port: SnapshotsPort, version: string): readonly ListedSnapshot[] | null {
  const [read, setRead] = useState<Read | null>(null)
  useEffect(() => {
    let over = false
    const run = async () => {
      // A folder that is not to be read holds nothing to show; what is wrong stands in the state.
      const list = await port.list().catch((): ListedSnapshot[] => [])
      if (!over) setRead({ version, list })
    }
    void run()
    return () => {
      over = true
    }
  }, [port, version])
  return read?.list ?? null
}
