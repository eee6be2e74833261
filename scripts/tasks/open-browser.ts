import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

type Environment = Record<string, string | undefined>

function onPath(program: string, environment: Environment): boolean {
  return (environment['PATH'] ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

/** The command that opens an address in the default browser, or null where there is no display or no such command. */
export function browserCommand(
  address: string,
  platform: NodeJS.Platform,
  environment: Environment,
): [program: string, ...args: string[]] | null {
  if (platform === 'darwin') return ['open', address]
  if (platform === 'win32') return ['cmd', '/c', 'start', '', address]
  const hasDisplay = Boolean(environment['DISPLAY'] ?? environment['WAYLAND_DISPLAY'])
  return hasDisplay && onPath('xdg-open', environment) ? ['xdg-open', address] : null
}

/** Opens the default browser. False where there is none, or where its command fails at once. */
export function openBrowser(address: string): Promise<boolean> {
  const command = browserCommand(address, process.platform, process.env)
  if (command === null) return Promise.resolve(false)
  const [program, ...args] = command
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'ignore', detached: true })
    child.on('error', () => resolve(false))
    // xdg-open ends with 3 or 4 where no browser is installed; one that still runs has opened something.
    child.on('exit', (code) => resolve(code === 0))
    setTimeout(() => resolve(true), 4000).unref()
    child.unref()
  })
}
