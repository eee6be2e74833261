import { resolve } from 'node:path'
import { servePages, type ServedPages } from '../serve-pages.ts'

export const MARKED_TEXT_PORT = 47391

/** The MarkedText page at `/marked-text/index.html`. */
export function serveMarkedText(port = MARKED_TEXT_PORT): Promise<ServedPages> {
  return servePages(resolve(import.meta.dirname), port, ['marked-text/index.html'])
}
