import { open } from 'node:fs/promises'

/** Makes a rename in a folder last. Windows cannot open a folder; there the rename itself is journalled. */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
