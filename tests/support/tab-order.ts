import type { Page } from '@playwright/test'

export type TabWalk = { missed: string[]; unseen: string[]; backwards: string[] }

/**
 * Presses Tab through the whole page. Tells the controls that were never reached (one of a group of radios is
 * enough: arrows go on inside), those whose focus does not show, and those that come before what stands above them.
 */
export async function walkByTab(page: Page): Promise<TabWalk> {
  await page.evaluate(() => {
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
    document.body.tabIndex = -1
    document.body.focus()
    document.body.removeAttribute('tabindex')
  })
  const wanted = await page.evaluate(markStops)
  const reached = new Set<string>()
  const unseen: string[] = []
  const tops: { name: string; top: number; part: string }[] = []
  for (let press = 0; press < wanted.length + 20; press += 1) {
    await page.keyboard.press('Tab')
    const stop = await page.evaluate(readStop)
    if (stop === null) break
    if (reached.has(stop.id)) continue
    reached.add(stop.id)
    if (!stop.shown) unseen.push(stop.name)
    tops.push(stop)
  }
  const missed = wanted.filter(({ id }) => !reached.has(id)).map(({ name }) => name)
  const parts = tops.map(({ part }) => part)
  const order = ['topbar', 'rail', 'page']
  const backwards = tops
    .filter(({ part }, index) => index > 0 && order.indexOf(part) < order.indexOf(parts[index - 1] ?? part))
    .map(({ name }) => name)
  return { missed, unseen, backwards }
}

function markStops(): { id: string; name: string }[] {
  const stops = new Map<string, string>()
  let next = 0
  const group = '[role="radiogroup"], .segmented, [role="tablist"]'
  for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea')) {
    const box = element.closest('label') ?? element
    const disabled = element.matches(':disabled, [aria-disabled="true"]') || element.closest('[inert]') !== null
    if (disabled || element.getAttribute('type') === 'file' || element.closest('[aria-hidden="true"]')) continue
    if (box.getBoundingClientRect().width === 0 || getComputedStyle(box).visibility === 'hidden') continue
    const holder = element.closest<HTMLElement>(group) ?? element
    holder.dataset['stop'] ??= String((next += 1))
    const name = element.getAttribute('aria-label') ?? box.textContent ?? ''
    if (!stops.has(holder.dataset['stop'])) stops.set(holder.dataset['stop'], name || element.outerHTML.slice(0, 80))
  }
  return [...stops].map(([id, name]) => ({ id, name }))
}

function readStop(): { id: string; name: string; shown: boolean; top: number; part: string } | null {
  const active = document.activeElement
  if (!(active instanceof HTMLElement) || active === document.body) return null
  const holder = active.closest<HTMLElement>('[data-stop]') ?? active
  const ringed = active.closest('[data-focus-visible]')
  const seen = [active, ringed, ...(ringed?.children ?? []), active.closest('.search-box')].some((element) => {
    if (!(element instanceof Element)) return false
    const { boxShadow, outlineStyle } = getComputedStyle(element)
    return boxShadow.includes(' 0px 0px 0px 4px') || (outlineStyle !== 'none' && outlineStyle !== '')
  })
  const part = active.closest('.topbar') ? 'topbar' : active.closest('.rail') ? 'rail' : 'page'
  return {
    id: holder.dataset['stop'] ?? active.outerHTML.slice(0, 60),
    name: active.getAttribute('aria-label') ?? (active.textContent || active.outerHTML.slice(0, 80)),
    shown: seen,
    top: active.getBoundingClientRect().top,
    part,
  }
}
