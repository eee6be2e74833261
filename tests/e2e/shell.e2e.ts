import { expect, test, type Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { launchElectronDouble } from '#tests/support/electron-double/launch-electron-double.ts'

/** What a page must not have: scripts or styles that the policy stopped, errors nobody caught. */
function troublesOf(page: Page): string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text())
  })
  return troubles
}

test('the built app opens in the browser under the policy, without an error', async ({ page }) => {
  const troubles = troublesOf(page)
  const reply = await page.goto('/')
  expect(reply?.headers()['content-security-policy']).toContain("default-src 'none'")
  await expect(page.locator('#root > *').first()).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
  await expect(page.locator('html')).toHaveAttribute('lang', 'ur')
  await page.reload()
  await expect(page.locator('#root > *').first()).toBeVisible()
  expect(troubles).toEqual([])
})

test('the built app opens in the shell, on the double of Electron, without an error', async () => {
  const userData = mkdtempSync(join(tmpdir(), 'nishan-shell-'))
  const double = await launchElectronDouble({ appDir: join(PROJECT_ROOT, 'dist'), userData })
  try {
    const page = await double.page()
    await expect(page.locator('#root > *').first()).toBeVisible()
    await expect(page.locator('html')).toHaveAttribute('dir', 'rtl')
    expect(double.state.pageErrors).toEqual([])
    expect(double.state.foreignRequests).toEqual([])
    expect(await double.close()).toBe(0)
  } finally {
    await double.kill()
    rmSync(userData, { recursive: true, force: true, maxRetries: 5 })
  }
})
