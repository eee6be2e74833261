import { defineConfig } from '@playwright/test'
import { CHROMIUM_ARGS, chromiumPath } from '#scripts/tasks/chromium.ts'

/** Not 47300: a test never touches the origin in which a person works. Another port for a second checkout. */
const PORT = Number(process.env['NISHAN_TEST_PORT'] ?? 24380)
const BASE_URL = `http://127.0.0.1:${PORT}`

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: true,
  retries: 0,
  timeout: 60_000,
  forbidOnly: true,
  reporter: [['list']],
  use: {
    baseURL: BASE_URL,
    viewport: { width: 1366, height: 768 },
    locale: 'ur-PK',
    // Files kept in the browser would answer for the server; tests of that allow them.
    serviceWorkers: 'block',
    // Traces cost as much as the tests: ask for them with --trace on.
    trace: 'off',
    launchOptions: { executablePath: chromiumPath(), args: [...CHROMIUM_ARGS] },
  },
  projects: [{ name: 'chromium', use: { browserName: 'chromium' } }],
  webServer: {
    command: `"${process.execPath}" scripts/run.mjs serve ${PORT}`,
    url: `${BASE_URL}/v1/hello`,
    reuseExistingServer: false,
    timeout: 30_000,
  },
})
