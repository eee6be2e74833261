import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHubServer, type HubServer } from '#hub/hub-server.ts'

/** A real hub on loopback that serves the built app and can be stopped and started again, its data kept. */
export class TeamHub {
  readonly origin: string
  ownerCode = ''
  readonly #port: number
  readonly #folder = mkdtempSync(join(tmpdir(), 'nishan-team-'))
  #server: HubServer | null = null

  constructor(port: number) {
    this.#port = port
    this.origin = `http://127.0.0.1:${port}`
  }

  async start(): Promise<void> {
    this.#server = await startHubServer({
      data: this.#folder,
      host: '127.0.0.1',
      port: this.#port,
      version: 'test',
      staticDir: join(import.meta.dirname, '../../dist/renderer'),
    })
    this.ownerCode = this.#server.ownerCode
  }

  async stop(): Promise<void> {
    await this.#server?.stop()
    this.#server = null
  }

  async remove(): Promise<void> {
    await this.stop()
    rmSync(this.#folder, { recursive: true, force: true })
  }
}
