/** One request to the hub. Paths begin with /v1. */
export type HubRequest = {
  method: 'GET' | 'POST' | 'PUT'
  path: string
  /** Unpacked; the transport packs it with gzip when that is shorter. */
  body?: Uint8Array
  /**
   * First byte wanted of a blob, asked for with a Range header when it is not 0. Where the line breaks after the answer has
   * begun, what came is handed back as a body that is cut short: the next request goes on there.
   */
  from?: number
}

/** What came back, unpacked. It may be from anyone: a captive portal, a proxy, another hub. */
export type HubResponse = {
  status: number
  body: Uint8Array
  /** Seconds after which the hub wants to be asked again, 0 = it did not say. */
  retryAfterS: number
  /** The address that answered, where the hub has several. */
  url?: string
}

/**
 * Carries requests to one hub, with the token of one person in one project. Rejects when nothing came back: no network, or
 * no progress for 30 s. Follows no redirects: a status of 3xx is handed back as it is.
 */
export interface HubTransport {
  send(request: HubRequest): Promise<HubResponse>
}
