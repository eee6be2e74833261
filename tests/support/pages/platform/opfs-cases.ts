import { opfsBlobStore } from '#renderer/platform/opfs-blob-store.ts'
import { runBlobStoreCases, type CaseOutcome } from '#tests/support/blob-store-contract.ts'

/** SHA-256 of seven zero bytes: `head -c 7 /dev/zero | sha256sum`. */
export const SEVEN_ZEROS = '837885c8f8091aeaeb9ec3c3f85a6ff470a415e610b8ba3e49f9b33c9cf9d619'

async function freshRoot(): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return root.getDirectoryHandle(`case-${crypto.randomUUID()}`, { create: true })
}

/** The contract on the private file system of this browser, each case in a folder of its own. */
export function runOpfsCases(): Promise<CaseOutcome[]> {
  return runBlobStoreCases(async () => {
    const root = await freshRoot()
    return opfsBlobStore(() => Promise.resolve(root))
  })
}

/** Names left in the folder of the default store after a put, and what an empty file counts as. */
export async function folderAfterCrash(): Promise<{ names: string[]; has: boolean; bytes: number }> {
  const root = await freshRoot()
  const folder = await root.getDirectoryHandle('blobs', { create: true })
  // What a crash in the middle leaves where files are written in place.
  await folder.getFileHandle(SEVEN_ZEROS, { create: true })
  const store = opfsBlobStore(() => Promise.resolve(root))
  const has = await store.has(SEVEN_ZEROS)
  await store.put(SEVEN_ZEROS, new Uint8Array(7))
  const names: string[] = []
  for await (const entry of folder.values()) names.push(entry.name)
  return { names, has, bytes: (await store.get(SEVEN_ZEROS))?.byteLength ?? 0 }
}
