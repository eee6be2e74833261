import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export type HubChildOptions = {
  /** Where the hub keeps its data. */
  folder: string
  port: number
  relaxed?: boolean
  /** Another address at which it is reached: `127.0.0.1:24340`. */
  name?: string
}

/** A hub in a process of its own, to be killed. */
export class HubProcess {
  readonly address: { origin: string; ownerCode: string }
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, address: { origin: string; ownerCode: string }) {
    this.#child = child
    this.address = address
  }

  static async start({ folder, port, relaxed = false, name = '' }: HubChildOptions): Promise<HubProcess> {
    const script = join(import.meta.dirname, 'hub-process.ts')
    const args = [script, folder, String(port), relaxed ? 'relaxed' : 'strict', name]
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    for await (const line of createInterface({ input: child.stdout })) {
      const { ownerCode } = JSON.parse(line) as { ownerCode: string }
      return new HubProcess(child, { origin: `http://127.0.0.1:${port}`, ownerCode })
    }
    throw new Error(`The hub ended with code ${child.exitCode}`)
  }

  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const ended = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGKILL')
    await ended
  }
}
