import type { BrowserContext, Page, Request as PageRequest, Route } from '@playwright/test'
import type { DoubleState } from './double-state.ts'
import { PAGE_ORIGIN, toAppUrl } from './origins.ts'

/** Lets the app's own listener change the headers, as Electron does for every answer of the session. */
function throughListener(
  state: DoubleState,
  url: string,
  headers: Record<string, string>,
): Promise<Record<string, string>> {
  const { headersListener } = state
  if (headersListener === null) return Promise.resolve(headers)
  const responseHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]))
  return new Promise((resolve) => {
    headersListener({ url, responseHeaders }, ({ responseHeaders: changed }) => {
      resolve(Object.fromEntries(Object.entries(changed).map(([name, value]) => [name, [value].flat().join(', ')])))
    })
  })
}

async function answerFromApp(state: DoubleState, route: Route): Promise<void> {
  const request = route.request()
  const url = toAppUrl(request.url())
  const handler = state.protocolHandlers.get(new URL(url).protocol.replace(':', ''))
  if (handler === undefined) throw new Error(`electron double: nothing handles ${url}`)
  const response = await handler(new Request(url, { method: request.method(), headers: request.headers() }))
  const headers = await throughListener(state, url, Object.fromEntries(response.headers))
  await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) })
}

/** The page that asks; null while the page itself is only being opened. */
function pageOf(request: PageRequest): Page | null {
  try {
    return request.frame().page()
  } catch {
    return null
  }
}

/** Hands every request of every page to the app; nothing reaches a network. */
export async function servePages(state: DoubleState, context: BrowserContext): Promise<void> {
  await context.route('**/*', async (route) => {
    const request = route.request()
    const contents = state.windows.map((window) => window.contents)
    if (request.isNavigationRequest()) {
      const page = pageOf(request)
      const own = contents.find((one) => one.page !== null && one.page === page)
      // A window that the page opened: an empty page, until window-open has decided about it.
      if (own === undefined) return route.fulfill({ status: 200, contentType: 'text/html', body: '' })
      if (!(await own.answerNavigation(route))) return undefined
    }
    if (request.url().startsWith(`${PAGE_ORIGIN}/`)) return answerFromApp(state, route)
    state.foreignRequests.push(request.url())
    return route.fulfill({ status: 200, contentType: 'text/html', body: '<title>outside</title>' })
  })

  context.on('page', async (page) => {
    const opener = await page.opener()
    const own = state.windows.find((window) => window.contents.page === opener)
    if (opener === null || own === undefined) return
    const answer = own.contents.openHandler?.({ url: toAppUrl(page.url()) }) ?? { action: 'allow' }
    if (answer.action === 'deny') await page.close()
  })
}
