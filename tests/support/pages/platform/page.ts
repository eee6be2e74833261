import { createBrowserPlatform } from '#renderer/platform/browser-platform.ts'
import { PlatformError } from '#renderer/platform/platform-port.ts'
import type { CaseOutcome } from '#tests/support/blob-store-contract.ts'
import { folderAfterCrash, runOpfsCases } from './opfs-cases.ts'

export type OpfsOutcome = { cases: CaseOutcome[]; crash: Awaited<ReturnType<typeof folderAfterCrash>> }

function inWorker(): Promise<OpfsOutcome> {
  const worker = new Worker(new URL('./cases-worker.ts', import.meta.url), { type: 'module' })
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', (event: MessageEvent<OpfsOutcome>) => resolve(event.data))
    worker.addEventListener('error', (event) => reject(new Error(event.message)))
  })
}

async function codeOf(work: () => Promise<unknown>): Promise<string> {
  try {
    await work()
    return 'no error'
  } catch (error) {
    return error instanceof PlatformError ? error.code : String(error)
  }
}

const testPage = {
  platform: createBrowserPlatform(window, '1.2.3'),
  inWindow: async (): Promise<OpfsOutcome> => ({ cases: await runOpfsCases(), crash: await folderAfterCrash() }),
  inWorker,
  codeOf,
}

export type PlatformTestPage = typeof testPage

Object.assign(globalThis, { testPage })
