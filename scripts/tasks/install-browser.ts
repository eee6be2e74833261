import { existsSync } from 'node:fs'
import { chromiumPath } from './chromium.ts'
import { installDebianPackages, isDebianRoot } from './debian-packages.ts'
import { packageBin } from './package-bin.ts'
import { runNode } from './run-command.ts'

function missingDebianPackages(): string[] {
  const wanted = [
    ['chromium', '/usr/bin/chromium'],
    ['xvfb', '/usr/bin/xvfb-run'],
  ] as const
  return wanted.filter(([, file]) => !existsSync(file)).map(([name]) => name)
}

/** Makes sure that a Chromium is here, and says what it installs. Without one the browser tests fail and say so. */
export async function installBrowser(): Promise<void> {
  if (isDebianRoot()) {
    const missing = missingDebianPackages()
    if (missing.length > 0) await installDebianPackages(missing, 'the browser that the tests run in')
  }
  if (existsSync(chromiumPath())) return
  console.log("Installing Playwright's own Chromium (the browser that the tests run in)")
  await runNode(packageBin('@playwright/test', 'playwright'), ['install', 'chromium'], { live: true })
}
