import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from '#shared/base/schema.ts'
import { PROJECT_ROOT } from './project-root.ts'

/** The version in package.json. */
export function appVersion(): string {
  const text = readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version
}
