import type { NishanApi } from '#shared/ipc/contract.ts'
import { MAX_READ_BYTES } from '#shared/ipc/snapshots-contract.ts'
import type { BackupFile, SnapshotsPort } from './backups-port.ts'
import { guardCall } from './electron-call.ts'

/** Pieces in which a snapshot is read: small enough that the page stays quick. */
const PIECE_BYTES = Math.min(1024 * 1024, MAX_READ_BYTES)

async function* pieces(api: NishanApi, id: string): AsyncGenerator<Uint8Array> {
  const { handle, bytes } = await guardCall(api['snapshots.openRead'](id))
  try {
    for (let at = 0; at < bytes;) {
      const piece = await guardCall(api['snapshots.readPiece'](handle, at, PIECE_BYTES))
      if (piece.length === 0) return
      at += piece.length
      yield piece
    }
  } finally {
    await guardCall(api['snapshots.closeRead'](handle))
  }
}

/** The snapshots of the main process. */
export function electronSnapshots(api: NishanApi): SnapshotsPort {
  const encoder = new TextEncoder()
  return {
    kind: 'snapshots',
    state: () => guardCall(api['snapshots.state']()),
    onChange: (listener) => api['snapshots.changed'](listener),
    chooseFolder: () => guardCall(api['snapshots.chooseFolder']()),
    useOwnFolder: () => guardCall(api['snapshots.useOwnFolder']()),
    makeNow: () => guardCall(api['snapshots.makeNow']()),
    cancel: () => guardCall(api['snapshots.cancel']()),
    setSeal: (seal) => guardCall(api['snapshots.setSeal'](seal)),
    list: () => guardCall(api['snapshots.list']()),
    async open({ id, name }): Promise<BackupFile> {
      const { handle, bytes } = await guardCall(api['snapshots.openRead'](id))
      await guardCall(api['snapshots.closeRead'](handle))
      return { name, bytes, pieces: () => pieces(api, id) }
    },
    reveal: (id) => guardCall(api['snapshots.reveal'](id)),
    onAsked: (answer) =>
      api['snapshots.asking'](() => {
        // Without an answer the snapshot goes on after a moment.
        void answer()
          .then((facts) => guardCall(api['snapshots.tellFacts'](facts)))
          .catch(() => undefined)
      }),
    async supportDocuments() {
      const { log, olderLog, facts } = await guardCall(api['support.facts']())
      return new Map([
        ['log.jsonl', encoder.encode(log)],
        ['log-older.jsonl', encoder.encode(olderLog)],
        ['machine.json', encoder.encode(JSON.stringify(facts))],
      ])
    },
  }
}
