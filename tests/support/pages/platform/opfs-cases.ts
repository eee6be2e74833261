import { opfsBlobStore } from '#renderer/platform/opfs-blob-store.ts'
import { runBlobStoreCases, type CaseOutcome } from '#tests/support/blob-store-contract.ts'

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
  await folder.getFileHandle('a'.repeat(64), { create: true })
  const store = opfsBlobStore(() => Promise.resolve(root))
  const has = await store.has('a'.repeat(64))
  await store.put('a'.repeat(64), new Uint8Array(7))
  const names: string[] = []
  for await (const entry of folder.values()) names.push(entry.name)
  return { names, has, bytes: (await store.get('a'.repeat(64)))?.byteLength ?? 0 }
}
