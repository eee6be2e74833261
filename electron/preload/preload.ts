import { contextBridge, ipcRenderer } from 'electron'
import { CALL_CHANNELS, EVENT_CHANNELS } from '#shared/ipc/channels.ts'
import type { CallReply } from '#shared/ipc/contract.ts'

/*
 * Builds window.api: one function for each channel of the contract and nothing else.
 * No logic and no schemas here: arguments and results are checked in the main process.
 */

function call(channel: string) {
  return async (...args: unknown[]): Promise<unknown> => {
    const reply = (await ipcRenderer.invoke(channel, ...args)) as CallReply<unknown>
    if (!reply.ok) throw new Error(reply.code)
    return reply.value
  }
}

function listen(channel: string) {
  return (listener: (payload: unknown) => void): (() => void) => {
    const receive = (_event: unknown, payload: unknown) => listener(payload)
    ipcRenderer.on(channel, receive)
    return () => {
      ipcRenderer.removeListener(channel, receive)
    }
  }
}

contextBridge.exposeInMainWorld(
  'api',
  Object.fromEntries([
    ...CALL_CHANNELS.map((channel) => [channel, call(channel)]),
    ...EVENT_CHANNELS.map((channel) => [channel, listen(channel)]),
  ]),
)
