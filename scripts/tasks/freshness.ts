import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

function newestChange(path: string): number {
  const info = statSync(path)
  if (!info.isDirectory()) return info.mtimeMs
  return Math.max(info.mtimeMs, ...readdirSync(path).map((name) => newestChange(join(path, name))))
}

/** Whether any of the built files is missing, or any source was changed after the oldest of them. */
export function needsBuild(builtFiles: readonly string[], sources: readonly string[]): boolean {
  if (builtFiles.some((file) => !existsSync(file))) return true
  const oldest = Math.min(...builtFiles.map((file) => statSync(file).mtimeMs))
  return sources.filter((source) => existsSync(source)).some((source) => newestChange(source) > oldest)
}
