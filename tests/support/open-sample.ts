import { expect, type Page } from '@playwright/test'

/** First start with a name, then the sample project: every other page needs both. */
export async function openSample(page: Page, name = 'عائشہ'): Promise<void> {
  await page.goto('/')
  await page.getByRole('textbox').first().fill(name)
  await page.getByRole('button', { name: /^نمونے سے شروع کریں/ }).click()
  await expect(page.locator('.sheet')).toBeVisible()
}

/** Collects what must not happen on any page: errors nobody caught, and what the policy stopped. */
export function problemsOf(page: Page): string[] {
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text())
  })
  return problems
}
