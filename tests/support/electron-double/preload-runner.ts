export type PageBridge = { binding: string; events: string }

type Preload = (require: (name: string) => unknown, module: object, exports: object) => void

/**
 * Runs in every page before its own scripts: takes the bridge to the double away from the page and
 * runs the built preload as a sandboxed preload is run, with a `require` that knows only electron.
 * The function is sent to Chromium as text, so it uses nothing from outside.
 */
function runPreload({ binding, events }: PageBridge, preload: Preload): void {
  type Binding = (message: { channel: string; args: unknown[] }) => Promise<{ ok: boolean; value: unknown }>
  type Listener = (event: object, payload: unknown) => void

  const scope = globalThis as unknown as Record<string, unknown>
  const send = scope[binding] as Binding
  delete scope[binding]
  // Electron runs preloads in the main frame only (nodeIntegrationInSubFrames is off).
  if (window !== window.top) return

  const listeners = new Map<string, Set<Listener>>()
  // The double sends messages through this; its name is a secret of the run.
  Object.defineProperty(scope, events, {
    value: (channel: string, payload: unknown) => {
      for (const listener of listeners.get(channel) ?? []) listener({}, payload)
    },
    enumerable: false,
  })

  const ipcRenderer = {
    async invoke(channel: string, ...args: unknown[]) {
      const reply = await send({ channel, args: structuredClone(args) })
      if (!reply.ok) throw new Error(`Error invoking remote method '${channel}': ${String(reply.value)}`)
      return reply.value
    },
    on(channel: string, listener: Listener) {
      const set = listeners.get(channel) ?? new Set()
      listeners.set(channel, set.add(listener))
    },
    removeListener(channel: string, listener: Listener) {
      listeners.get(channel)?.delete(listener)
    },
  }

  // Values cross between the two worlds as copies, functions as wrappers, errors with their message alone.
  const cross = (value: unknown): unknown => {
    if (typeof value === 'function') return wrap(value as (...args: unknown[]) => unknown)
    if (value instanceof Promise) {
      return value.then(cross, (error: unknown) => {
        throw new Error(error instanceof Error ? error.message : String(error))
      })
    }
    return structuredClone(value)
  }
  const wrap =
    (fn: (...args: unknown[]) => unknown) =>
    (...args: unknown[]) =>
      cross(fn(...args.map(cross)))

  const contextBridge = {
    exposeInMainWorld(name: string, api: Record<string, unknown>) {
      const exposed = Object.fromEntries(Object.entries(api).map(([key, value]) => [key, cross(value)]))
      Object.defineProperty(scope, name, { value: Object.freeze(exposed), writable: false, configurable: false })
    },
  }

  const require = (name: string) => {
    if (name === 'electron') return { contextBridge, ipcRenderer }
    throw new Error(`electron double: a sandboxed preload cannot require ${name}`)
  }
  const module = { exports: {} }
  preload(require, module, module.exports)
}

/** The script that Chromium runs first in every page: the bridge, with the text of the built preload inside. */
export function preloadScript(bridge: PageBridge, preloadText: string): string {
  return `(${runPreload.toString()})(${JSON.stringify(bridge)}, function (require, module, exports) {\n${preloadText}\n})`
}
