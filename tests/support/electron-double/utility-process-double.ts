import { spawn, type ChildProcess } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import type { DoubleState } from './double-state.ts'
import { modelled } from './modelled.ts'

export type ForkOptions = { serviceName?: string; stdio?: string }

/** Gives the forked module its `process.parentPort`. */
const PARENT_PORT = pathToFileURL(join(import.meta.dirname, 'parent-port.mjs')).href

/**
 * A utility process as electron.d.ts states it, with a real process of Node underneath: messages are structured clones,
 * those sent before it has started wait for it, `pid` is there from `spawn` to `exit`, and it ends with the app.
 */
export class UtilityProcessDouble extends EventEmitter {
  readonly options: ForkOptions
  readonly #child: ChildProcess
  #running = false

  constructor(state: DoubleState, modulePath: string, args: string[], options: ForkOptions) {
    super()
    if (!state.ready) throw new Error('utilityProcess cannot be created before app is ready')
    if (options.stdio !== 'ignore') throw new Error('electron double: only stdio: ignore is modelled')
    this.options = options
    this.#child = spawn(process.execPath, ['--import', PARENT_PORT, modulePath, ...args], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    this.#child.once('spawn', () => {
      this.#running = true
      this.emit('spawn')
    })
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.once('exit', (code, signal) => {
      this.#running = false
      // As Electron tells a process that a signal ended: the signal's number.
      this.emit('exit', code ?? (signal === 'SIGKILL' ? 9 : 15))
    })
    state.utilityProcesses.push(this)
    // Chromium ends its children with it.
    void state.exited.then(() => this.#child.kill('SIGKILL'))
  }

  get pid(): number | undefined {
    return this.#running ? this.#child.pid : undefined
  }

  postMessage(message: unknown): void {
    if (this.#child.connected) this.#child.send(structuredClone(message) as object)
  }

  kill(): boolean {
    return this.#child.kill('SIGTERM')
  }
}

export type UtilityProcessHandle = Pick<UtilityProcessDouble, 'pid' | 'options' | 'kill'>

/** The module's one member: `fork`. */
export function utilityProcessModule(state: DoubleState) {
  return {
    fork: (modulePath: string, args: string[] = [], options: ForkOptions = {}) =>
      modelled('UtilityProcess', new UtilityProcessDouble(state, modulePath, args, options)),
  }
}

/** Wishes that the machine stay awake, by number. */
export function powerSaveBlockerModule(state: DoubleState) {
  let last = 0
  return {
    start(type: string) {
      last += 1
      state.powerSaveBlockers.set(last, type)
      return last
    },
    stop: (id: number) => state.powerSaveBlockers.delete(id),
    isStarted: (id: number) => state.powerSaveBlockers.has(id),
  }
}
