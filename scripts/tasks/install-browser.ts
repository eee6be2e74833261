import { existsSync, readFileSync } from 'node:fs'
import { packageBin } from './package-bin.ts'
import { chromiumPath } from './chromium.ts'
import { runCommand, runNode } from './run-command.ts'

function isDebianRoot(): boolean {
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  return process.getuid?.() === 0 && /^ID(_LIKE)?=.*debian/m.test(release) && existsSync('/usr/bin/apt-get')
}

function missingDebianPackages(): string[] {
  const wanted = [
    ['chromium', '/usr/bin/chromium'],
    ['xvfb', '/usr/bin/xvfb-run'],
  ] as const
  return wanted.filter(([, file]) => !existsSync(file)).map(([name]) => name)
}

async function installDebianPackages(packages: readonly string[]): Promise<void> {
  console.log(`Installing ${packages.join(' and ')} with apt-get (the browser that the tests run in)`)
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand('apt-get', ['update'], { env })
  const { code, output } = await runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
    env,
  })
  if (code !== 0) console.log(`apt-get could not install them: ${output.trim().split('\n').at(-1) ?? ''}`)
}

/** Makes sure that a Chromium is here, and says what it installs. Without one the browser tests fail and say so. */
export async function installBrowser(): Promise<void> {
  if (isDebianRoot()) {
    const missing = missingDebianPackages()
    if (missing.length > 0) await installDebianPackages(missing)
  }
  if (existsSync(chromiumPath())) return
  console.log("Installing Playwright's own Chromium (the browser that the tests run in)")
  await runNode(packageBin('@playwright/test', 'playwright'), ['install', 'chromium'], { live: true })
}
