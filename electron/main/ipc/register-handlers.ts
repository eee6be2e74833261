import { ipcMain, type IpcMainInvokeEvent } from 'electron'
import { CALL_CHANNELS, type CallChannel } from '#shared/ipc/channels.ts'
import {
  CALL_CONTRACT,
  type CallArgs,
  type CallErrorCode,
  type CallReply,
  type CallResult,
} from '#shared/ipc/contract.ts'
import { APP_ORIGIN } from '../app-origin.ts'
import { CallError } from './call-error.ts'

/** Who calls: the number of the window's contents, so that what it opened dies with it. */
export type CallContext = { senderId: number }

export type CallHandlers = {
  [C in CallChannel]: (context: CallContext, ...args: CallArgs<C>) => CallResult<C> | Promise<CallResult<C>>
}

export type RegisterDeps = {
  isOurWindow: (senderId: number) => boolean
  log: (event: string, fields: Record<string, string | number>) => void
}

/** Only the main frame of a window that we opened, while it shows our own origin. */
function isTrusted(event: IpcMainInvokeEvent, isOurWindow: RegisterDeps['isOurWindow']): boolean {
  const frame = event.senderFrame
  return (
    frame !== null && frame.parent === null && frame.url.startsWith(`${APP_ORIGIN}/`) && isOurWindow(event.sender.id)
  )
}

type AnyHandler = (context: CallContext, ...args: unknown[]) => unknown

async function answer(
  channel: CallChannel,
  handler: AnyHandler,
  context: CallContext,
  rawArgs: unknown[],
): Promise<CallReply<unknown>> {
  const args = CALL_CONTRACT[channel].args.safeParse(rawArgs)
  if (!args.success) return { ok: false, code: 'bad-arguments' }
  const result = CALL_CONTRACT[channel].result.safeParse(await handler(context, ...args.data))
  return result.success ? { ok: true, value: result.data } : { ok: false, code: 'bad-result' }
}

/** The only user of ipcMain: checks the sender, the arguments and the result of every call. */
export function registerHandlers(handlers: CallHandlers, { isOurWindow, log }: RegisterDeps): void {
  for (const channel of CALL_CHANNELS) {
    const handler = handlers[channel] as AnyHandler
    const refuse = (code: CallErrorCode): CallReply<never> => {
      log('call-failed', { channel, code })
      return { ok: false, code }
    }
    ipcMain.handle(channel, async (event, ...rawArgs: unknown[]): Promise<CallReply<unknown>> => {
      if (!isTrusted(event, isOurWindow)) return refuse('bad-sender')
      try {
        const reply = await answer(channel, handler, { senderId: event.sender.id }, rawArgs)
        return reply.ok ? reply : refuse(reply.code)
      } catch (error) {
        return refuse(error instanceof CallError ? error.code : 'platform-failed')
      }
    })
  }
}
