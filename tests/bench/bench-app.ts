import { chromium, type BrowserContext, type Page } from '@playwright/test'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startHub } from '#hub/start.ts'
import { appVersion } from '#scripts/tasks/app-version.ts'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { buildPages } from '#tests/support/serve-pages.ts'
import type { DataBenchPage } from './page/bench-page.ts'

const BENCH = import.meta.dirname
const BENCH_PAGE = 'bench/page/index.html'
/** Not 47300: a bench never touches the origin in which a person works. */
const FIRST_PORT = Number(process.env['NISHAN_BENCH_PORT'] ?? 47_390)
export const VIEWPORT = { width: 1366, height: 768 }

export type BenchApp = {
  /** One origin, so one database, for each that was asked for; all serve the same built app. */
  readonly origins: readonly string[]
  close(): Promise<void>
}

/** Serves the built app through the hub, with the bench page beside it under the same policy and origin. */
export async function serveBenchApp(origins = 1): Promise<BenchApp> {
  const folder = await mkdtemp(join(tmpdir(), 'nishan-bench-app-'))
  await cp(join(PROJECT_ROOT, 'dist/renderer'), folder, { recursive: true })
  await buildPages(BENCH, join(folder, 'bench'), ['page/index.html'])
  const ports = Array.from({ length: origins }, (_, place) => FIRST_PORT + place)
  const hubs = await Promise.all(ports.map((port) => startHub({ staticDir: folder, port, version: appVersion() })))
  return {
    origins: ports.map((port) => `http://127.0.0.1:${port}`),
    async close() {
      await Promise.all(hubs.map((hub) => hub.close()))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export type Profile = { readonly folder: string; remove(): Promise<void> }

/** A folder for a browser's profile on the disk: a private window would keep its database in memory. */
export async function makeProfile(): Promise<Profile> {
  const folder = await mkdtemp(join(tmpdir(), 'nishan-bench-profile-'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) }
}

export function openProfile(profile: Profile): Promise<BrowserContext> {
  return chromium.launchPersistentContext(profile.folder, {
    executablePath: chromiumPath(),
    args: [...CHROMIUM_ARGS],
    viewport: VIEWPORT,
    locale: 'ur-PK',
  })
}

/** The bench page of an origin, in a tab of its own. */
export async function openBenchPage(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage()
  await page.goto(`${origin}/${BENCH_PAGE}`)
  await page.waitForFunction(() => 'dataBench' in globalThis)
  return page
}

declare global {
  /** Set by page/bench-page.ts. */
  var dataBench: DataBenchPage
}
