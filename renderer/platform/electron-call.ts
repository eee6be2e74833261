import { CALL_ERROR_CODES } from '#shared/ipc/contract.ts'
import { PlatformError, type PlatformErrorCode } from './platform-port.ts'

const FILE_CODES: readonly PlatformErrorCode[] = [
  'disk-full',
  'file-in-use',
  'file-denied',
  'file-gone',
  'file-damaged',
]

/** A call rejects with an Error whose message is the code; a code of ours that is not the person's is a bug. */
function platformErrorOfCall(error: unknown): PlatformError {
  const text = error instanceof Error ? error.message : String(error)
  const known = CALL_ERROR_CODES.find((code) => text === code)
  return new PlatformError(FILE_CODES.find((code) => code === known) ?? 'platform-failed', text)
}

/** What a call to the main process gives; a refusal as a PlatformError. */
export async function guardCall<Value>(call: Promise<Value>): Promise<Value> {
  try {
    return await call
  } catch (error) {
    throw platformErrorOfCall(error)
  }
}
