import type { CallErrorCode } from '#shared/ipc/contract.ts'

/** Thrown by services for what a user can meet; the code alone travels to the renderer. */
export class CallError extends Error {
  readonly code: CallErrorCode

  constructor(code: CallErrorCode) {
    super(code)
    this.name = 'CallError'
    this.code = code
  }
}
