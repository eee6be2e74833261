import type { StartedSnapshots } from '../../services/snapshots/start-snapshots.ts'
import type { CallHandlers } from '../register-handlers.ts'

type SnapshotHandlers = Pick<CallHandlers, Extract<keyof CallHandlers, `snapshots.${string}`>>

export type SnapshotHandlerDeps = Pick<StartedSnapshots, 'snapshots' | 'readers' | 'question'> & {
  /** Shows the folder dialog over the window; null when the person cancels. */
  askForFolder: (senderId: number) => Promise<string | null>
  showInFolder: (path: string) => void
}

export function snapshotHandlers(deps: SnapshotHandlerDeps): SnapshotHandlers {
  const { snapshots, readers, question, askForFolder, showInFolder } = deps
  return {
    'snapshots.state': () => snapshots.state(),
    'snapshots.chooseFolder': async ({ senderId }) => {
      const folder = await askForFolder(senderId)
      if (folder !== null) await snapshots.setFolder(folder)
      return folder !== null
    },
    'snapshots.useOwnFolder': () => snapshots.setFolder(null),
    'snapshots.makeNow': () => snapshots.make(),
    'snapshots.cancel': () => snapshots.cancel(),
    'snapshots.setSeal': (_context, seal) => snapshots.setSeal(seal),
    'snapshots.list': () => snapshots.list(),
    'snapshots.openRead': ({ senderId }, id) => readers.open(senderId, snapshots.pathOf(id)),
    'snapshots.readPiece': ({ senderId }, handle, at, length) => readers.read(senderId, handle, { at, length }),
    'snapshots.closeRead': ({ senderId }, handle) => readers.close(senderId, handle),
    'snapshots.reveal': (_context, id) => showInFolder(snapshots.pathOf(id)),
    'snapshots.tellFacts': (_context, facts) => question.answer(facts),
  }
}
