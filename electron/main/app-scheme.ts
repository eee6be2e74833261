import { protocol } from 'electron'
import { readFile } from 'node:fs/promises'
import { extname, join, resolve, sep } from 'node:path'
import { SECURITY_HEADERS } from '#shared/base/content-security-policy.ts'
import { APP_HOST, APP_SCHEME } from './app-origin.ts'

/** Types of what the build makes and of the sample files; anything else is plain bytes. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.jsonl': 'application/x-ndjson; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Before the app is ready. Standard and secure: storage, workers, crypto.subtle and `'self'` work as on https. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** The file that an address names, or null where it points out of `root`. */
export function fileOfAddress(root: string, address: string): string | null {
  const url = new URL(address)
  if (url.host !== APP_HOST) return null
  try {
    const path = decodeURIComponent(url.pathname)
    if (path.includes('\0') || path.includes('\\')) return null
    const file = resolve(join(root, path === '/' ? 'index.html' : path))
    return file.startsWith(resolve(root) + sep) ? file : null
  } catch {
    // Not percent-encoded text.
    return null
  }
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS })
}

/** Answers one request for `app://nishan/…`; every answer carries the policy. */
export async function answerAppRequest(root: string, request: Request): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405)
  const file = fileOfAddress(root, request.url)
  if (file === null) return refuse(404)
  try {
    const bytes = await readFile(file)
    const type = TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream'
    return new Response(request.method === 'HEAD' ? null : new Uint8Array(bytes), {
      headers: { ...SECURITY_HEADERS, 'content-type': type, 'content-length': String(bytes.byteLength) },
    })
  } catch {
    return refuse(404)
  }
}

/** Serves the built renderer from `root` as `app://nishan/`. */
export function serveAppScheme(root: string): void {
  protocol.handle(APP_SCHEME, (request) => answerAppRequest(root, request))
}
