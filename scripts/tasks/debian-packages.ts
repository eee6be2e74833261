import { existsSync, readFileSync } from 'node:fs'
import { runCommand } from './run-command.ts'

/** Whether packages can be installed here without asking anyone. */
export function isDebianRoot(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*debian/m.test(release) && existsSync('/usr/bin/apt-get')
}

/** Installs packages of the system and says so, with what they are for. */
export async function installDebianPackages(packages: readonly string[], purpose: string): Promise<void> {
  console.log(`Installing ${packages.join(' and ')} with apt-get (${purpose})`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand('apt-get', ['update'], { env })
  const { code, output } = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    env,
  })
  if (code !== 0) console.log(`apt-get could not install them: ${output.trim().split('\n').at(-1) ?? ''}`)
}
