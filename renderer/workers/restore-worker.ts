import type { BackupHeader } from '#shared/backup/backup-schema.ts'
import type { BackupVisitor } from '#shared/backup/backup-visitor.ts'
import { peekBackup, readBackup, type BackupSummary } from '#shared/backup/read-backup.ts'
import { openSeal } from '#shared/backup/sealing.ts'
import { purgeProject } from '#renderer/data/commands/delete-project.ts'
import { createDataContext, type DataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { twoStoreJournal } from '#renderer/data/journal/two-store-journal.ts'
import { ProjectCopy, type CopyRequest } from '#renderer/data/restore/restore-copy.ts'
import { RestorePlanner } from '#renderer/data/restore/restore-plan.ts'
import { WholeRestore } from '#renderer/data/restore/restore-whole.ts'
import { opfsBlobStore } from '#renderer/platform/opfs-blob-store.ts'
import { storesOver } from '#renderer/platform/store-channel.ts'
import { browserBackupMachine } from './browser-backup-machine.ts'
import type { RestoreFailureCode, RestoreReply, RestoreRequest, RestoreStream } from './restore-protocol.ts'

let data: DataContext | null = null
/** Of the sealed file that was opened. */
let identity: string | null = null
const signal = { aborted: false }

self.addEventListener('message', ({ data: request }: MessageEvent<RestoreRequest>) => {
  if (request.kind === 'cancel') signal.aborted = true
  else if (request.kind === 'stores') data = openData(request.port)
  else {
    signal.aborted = false
    answer(request).then(post, (error: unknown) => post(failed(codeOf(error), '', nameOf(error))))
  }
})

function openData(port: MessagePort | null): DataContext {
  const db = new NishanDatabase()
  if (port === null) return createDataContext({ db, blobs: opfsBlobStore() })
  const { secondStore, blobs } = storesOver(port)
  return createDataContext({ db, blobs, journal: twoStoreJournal(db, secondStore) })
}

async function answer(request: Exclude<RestoreRequest, { kind: 'stores' | 'cancel' }>): Promise<RestoreReply> {
  if (data === null) throw new Error('Invariant broken: a request before the stores')
  if (request.kind === 'plan') return plan(data, request.stream, request.passphrase)
  if (request.kind === 'whole') return whole(data, request.stream)
  return copy(data, request.stream, request.copy)
}

async function plan(to: DataContext, stream: RestoreStream, passphrase: string | null): Promise<RestoreReply> {
  const [first, rest] = stream.tee()
  const head = await peekBackup(first, browserBackupMachine)
  if (!head.ok) return failed(head.error.code, head.error.entry)
  const { header } = head.value
  if (header.nishan !== 'backup') return failed('not-for-restoring')
  const opened = await open(header, passphrase)
  if (opened !== null) {
    await rest.cancel()
    return opened
  }
  const planner = new RestorePlanner(to)
  const read = await readAll(rest, planner.visitor)
  return 'kind' in read ? read : { kind: 'planned', plan: await planner.plan() }
}

/** Finds the key of a sealed file; what hindered it, or null. */
async function open({ sealed }: BackupHeader, passphrase: string | null): Promise<RestoreReply | null> {
  identity = null
  if (sealed === null) return null
  if (passphrase === null) return failed('needs-passphrase')
  identity = await openSeal(sealed, passphrase)
  return identity === null ? failed('wrong-passphrase') : null
}

async function whole(to: DataContext, stream: RestoreStream): Promise<RestoreReply> {
  const restore = new WholeRestore(to)
  const read = await readAll(stream, restore.visitor)
  return 'kind' in read ? read : { kind: 'restored', result: restore.result }
}

async function copy(to: DataContext, stream: RestoreStream, request: CopyRequest): Promise<RestoreReply> {
  const project = new ProjectCopy(to, request)
  try {
    const read = await readAll(stream, project.visitor)
    if (!('kind' in read)) {
      await project.finish()
      const { copyId: projectId, changes, missingChunks } = project
      return { kind: 'copied', projectId, changes, missingChunks }
    }
    await purgeProject(to, project.copyId)
    return read
  } catch (error) {
    await purgeProject(to, project.copyId)
    throw error
  }
}

async function readAll(stream: RestoreStream, visitor: BackupVisitor): Promise<BackupSummary | RestoreReply> {
  const read = await readBackup(stream, browserBackupMachine, {
    visitor,
    signal,
    onProgress: (bytes) => post({ kind: 'progress', bytes }),
    ...(identity !== null && { key: { identity } }),
  })
  return read.ok ? read.value : failed(read.error.code, read.error.entry)
}

function failed(code: RestoreFailureCode, entry = '', detail = ''): RestoreReply {
  return { kind: 'failed', code, entry, detail }
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'UnknownError')

function codeOf(error: unknown): RestoreFailureCode {
  const code = error instanceof Error && 'code' in error ? error.code : null
  return code === 'disk-full' || nameOf(error) === 'QuotaExceededError' ? 'disk-full' : 'failed'
}

function post(reply: RestoreReply): void {
  self.postMessage(reply)
}
