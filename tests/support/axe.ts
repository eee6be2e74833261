import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const SETTLE_MS = 500

/**
 * What breaks a rule of WCAG AA on the page as it stands. A colour that is on its way to another when it is measured is
 * no fault of the page: what was found counts when it is still there once all has come to rest. `within`: a selector.
 */
export async function faultsOf(page: Page, within = 'html'): Promise<string[]> {
  await rest(page)
  const first = await analyze(page, within)
  if (first.length === 0) return []
  await page.waitForTimeout(SETTLE_MS)
  await rest(page)
  return analyze(page, within)
}

/** The page as it stands breaks no rule of WCAG AA. */
export async function expectNoFault(page: Page, what: string, within?: string): Promise<void> {
  expect(await faultsOf(page, within), what).toEqual([])
}

async function analyze(page: Page, within: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(within).withTags(RULES).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 160)}`))
}

/** Transitions under way have ended, or go on for longer than a page needs to come to rest (a turning wheel). */
async function rest(page: Page): Promise<void> {
  await page.evaluate(async (settleMs) => {
    const ended = Promise.allSettled(document.getAnimations().map(({ finished }) => finished))
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, settleMs))])
  }, SETTLE_MS)
}
