import { MAX_BLOBS, type NishanApi } from '#shared/ipc/contract.ts'
import type { BlobStorePort } from './blob-store-port.ts'
import { guardCall } from './electron-call.ts'
import type { SecondStorePort } from './second-store-port.ts'

/** The journal of the main process. */
export function electronSecondStore(api: NishanApi): SecondStorePort {
  return {
    open: () => guardCall(api['journal.open']()),
    clearDatabase: () => guardCall(api['app.clearDatabase']()),
    append: (request) => guardCall(api['journal.append'](request)),
    restore: (projectId, writerId, operations) =>
      guardCall(api['journal.restore'](projectId, writerId, [...operations])),
    operationsAfter: (writerId, seq, limit) => guardCall(api['journal.operationsAfter'](writerId, seq, limit)),
    reissue: (request) => guardCall(api['journal.reissue'](request)),
    putWriter: (writer) => guardCall(api['journal.putWriter'](writer)),
    putAnnotator: (annotator) => guardCall(api['journal.putAnnotator'](annotator)),
    deleteAnnotator: (id) => guardCall(api['journal.deleteAnnotator'](id)),
    deleteProject: (id) => guardCall(api['journal.deleteProject'](id)),
  }
}

/** Blobs as files of the main process. */
export function electronBlobStore(api: NishanApi): BlobStorePort {
  return {
    put: (sha256, bytes) => guardCall(api['blobs.put'](sha256, bytes)),
    get: (sha256) => guardCall(api['blobs.get'](sha256)),
    has: (sha256) => guardCall(api['blobs.has'](sha256)),
    async missingOf(known) {
      const missing: string[] = []
      for (let at = 0; at < known.length; at += MAX_BLOBS) {
        missing.push(...(await guardCall(api['blobs.missingOf'](known.slice(at, at + MAX_BLOBS)))))
      }
      return missing
    },
    delete: (sha256) => guardCall(api['blobs.delete'](sha256)),
  }
}
