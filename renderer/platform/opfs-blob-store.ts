import type { BlobStorePort } from './blob-store-port.ts'

/** First form; the shell's branch replaces this file. */
export function opfsBlobStore(): BlobStorePort {
  const folder = async () => (await navigator.storage.getDirectory()).getDirectoryHandle('blobs', { create: true })
  const find = async (name: string) => (await folder()).getFileHandle(name).catch(() => null)
  return {
    async put(sha256, bytes) {
      const handle = await (await folder()).getFileHandle(sha256, { create: true })
      const writable = await handle.createWritable()
      await writable.write(Uint8Array.from(bytes))
      await writable.close()
    },
    async get(sha256) {
      const handle = await find(sha256)
      return handle === null ? null : new Uint8Array(await (await handle.getFile()).arrayBuffer())
    },
    has: async (sha256) => (await find(sha256)) !== null,
    delete: async (sha256) => (await folder()).removeEntry(sha256).catch(() => undefined),
  }
}
