import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from '#shared/base/schema.ts'
import { PROJECT_ROOT } from './project-root.ts'

const packageSchema = z.object({ bin: z.union([z.string(), z.record(z.string(), z.string())]) })

/**
 * The JavaScript file behind a command of an installed package, to be run with this very Node:
 * the shims in node_modules/.bin need a shell on Windows and find whatever Node comes first on the path.
 */
export function packageBin(packageName: string, command: string): string {
  const folder = join(PROJECT_ROOT, 'node_modules', packageName)
  const { bin } = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
  const file = typeof bin === 'string' ? bin : bin[command]
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`)
  return join(folder, file)
}
