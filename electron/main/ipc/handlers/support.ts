import { readFile } from 'node:fs/promises'
import { arch, release, totalmem } from 'node:os'
import type { CallHandlers } from '../register-handlers.ts'

/** The log holds ids, counts and codes only; the facts name no person and no folder. */
export function supportHandlers(logFile: string): Pick<CallHandlers, 'support.facts'> {
  const read = (path: string) => readFile(path, 'utf8').catch(() => '')
  return {
    'support.facts': async () => ({
      log: await read(logFile),
      olderLog: await read(`${logFile}.old`),
      facts: {
        system: `${process.platform} ${release()} ${arch()}`,
        memoryBytes: String(totalmem()),
        electron: process.versions.electron ?? '',
        chromium: process.versions.chrome ?? '',
        node: process.versions.node,
      },
    }),
  }
}
