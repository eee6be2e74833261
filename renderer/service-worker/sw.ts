/*
 * Keeps the app's own files in the browser, so that it opens while the hub that serves it is away. Only files: what is
 * saved and sent is the app's own affair, and /v1 is never touched.
 */
declare const self: ServiceWorkerGlobalScope

/** Written by the build: the names of all files and a hash of them. */
export type AppFiles = { version: string; files: string[] }

const LIST = './files.json'
const PREFIX = 'nishan-files-'
/** A server that does not answer in this time is taken for away. */
const PATIENCE_MS = 3_000

self.addEventListener('install', (event) => event.waitUntil(keepFiles()))
self.addEventListener('activate', (event) => event.waitUntil(dropOld()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || url.pathname.startsWith('/v1/')) return
  event.respondWith(request.mode === 'navigate' ? page(request) : file(request))
})

async function readList(): Promise<AppFiles> {
  const response = await fetch(LIST, { cache: 'no-store' })
  return (await response.json()) as AppFiles
}

async function keepFiles(): Promise<void> {
  const { version, files } = await readList()
  const cache = await caches.open(`${PREFIX}${version}`)
  await cache.addAll(['./', ...files])
  await self.skipWaiting()
}

/** Files of the version before stay until the next start: a page that is open may still ask for one. */
async function dropOld(): Promise<void> {
  const names = (await caches.keys()).filter((name) => name.startsWith(PREFIX))
  await Promise.all(names.slice(0, -2).map((name) => caches.delete(name)))
  await self.clients.claim()
}

/** The page itself comes from the server while it answers, so that a new version is seen at once. */
async function page(request: Request): Promise<Response> {
  const fresh = await Promise.race([
    fetch(request).catch(() => null),
    new Promise<null>((resolve) => setTimeout(() => resolve(null), PATIENCE_MS)),
  ])
  if (fresh !== null && isOurs(fresh)) return fresh
  return (await caches.match('./', { ignoreVary: true })) ?? fresh ?? Response.error()
}

/** A captive portal answers too, with a page of its own: ours comes with our policy. */
function isOurs(response: Response): boolean {
  return response.ok && (response.headers.get('content-security-policy') ?? '').startsWith("default-src 'none'")
}

/** Files carry a hash of their content in their names: what is kept is what the server has. */
async function file(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}
