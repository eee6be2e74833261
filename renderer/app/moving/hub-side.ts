import { failure, success, type Result } from '#shared/base/result.ts'
import type { z } from '#shared/base/schema.ts'
import { helloReplySchema, type HelloReply } from '#shared/sync/messages/hello.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import type { CarryWatch, HubAddress, HubPort } from '#renderer/platform/hub-port.ts'
import type { HubRequest, HubResponse } from '#renderer/sync/hub-transport.ts'
import { askHub, jsonBody, refused, type HubFault } from '../team/ask-hub.ts'

export type SideFault = HubFault | { code: 'stopped'; fault?: undefined }

/** One of the two hubs of a move, asked in the lead's name. */
export class HubSide {
  readonly address: HubAddress
  readonly #hub: HubPort
  readonly #who: Who

  constructor(hub: HubPort, address: HubAddress, who: Who) {
    this.#hub = hub
    this.address = address
    this.#who = who
  }

  hello(): Promise<Result<HelloReply, SideFault>> {
    return this.#ask({ method: 'GET', path: `/v1/hello?project=${this.#who.projectId}` }, helloReplySchema)
  }

  /** `path`: under the doors of the project. */
  ask<Value>(
    { path, body, method }: { method: HubRequest['method']; path: string; body?: object },
    schema: z.ZodType<Value>,
  ): Promise<Result<Value, SideFault>> {
    return this.#ask({ method, path: this.#pathOf(path), ...(body && { body: jsonBody(body) }) }, schema)
  }

  /** A file that goes or comes, as it comes back. */
  async carry(request: HubRequest, watch: CarryWatch): Promise<Result<HubResponse, SideFault>> {
    const asked = { person: this.#who, request: { ...request, path: this.#pathOf(request.path) } }
    try {
      const response = await this.#hub.carry(this.address, asked, watch)
      return response.status < 300 ? success(response) : refused(response)
    } catch {
      return failure({ code: watch.signal?.aborted === true ? 'stopped' : 'no-network' })
    }
  }

  #ask<Value>(request: HubRequest, schema: z.ZodType<Value>): Promise<Result<Value, SideFault>> {
    return askHub(this.#hub.transport(this.address, this.#who), request, schema)
  }

  #pathOf(path: string): string {
    return `/v1/projects/${this.#who.projectId}/${path}`
  }
}
