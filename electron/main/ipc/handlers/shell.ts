import type { CallHandlers } from '../register-handlers.ts'

/** `open` gets only what the contract lets through: http and https addresses. */
export function shellHandlers(open: (url: string) => Promise<void>): Pick<CallHandlers, 'shell.openExternal'> {
  return { 'shell.openExternal': (_context, url) => open(url) }
}
