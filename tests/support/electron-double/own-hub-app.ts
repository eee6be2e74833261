import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { BuiltApp } from './built-app.ts'
import { launchElectronDouble, type ElectronDouble } from './launch-electron-double.ts'

type Launched = { double: ElectronDouble; page: Page }

export type OwnHubApp = {
  newProfile: () => string
  /** A start of the app, on a new laptop unless a profile is given; it is ended after the test. */
  launch: (userData?: string) => Promise<Launched>
}

/** The built app for the tests of a file; its own hub listens at a port that no other file uses. */
export function ownHubApp(port: number, build: () => Promise<BuiltApp>, timeOutMs: number): OwnHubApp {
  let built: BuiltApp
  const running = new Set<ElectronDouble>()
  beforeAll(async () => {
    process.env['NISHAN_HUB_PORT'] = String(port)
    built = await build()
  }, timeOutMs)
  afterEach(async () => {
    for (const double of running) await double.kill()
    running.clear()
  })
  afterAll(() => {
    delete process.env['NISHAN_HUB_PORT']
    built?.remove()
  })
  return {
    newProfile: () => built.newProfile(),
    async launch(userData = built.newProfile()) {
      const double = await launchElectronDouble({ appDir: built.appDir, userData })
      running.add(double)
      return { double, page: await double.page() }
    },
  }
}

/** A picture of a journey, where a folder for them is named. */
export async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['NISHAN_PICTURES']
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) })
}
