import type { Page } from '@playwright/test'

export type LongTask = { startMs: number; durationMs: number }

declare global {
  /** Tasks of over 50 ms on this page's main thread; the browser reports no shorter ones. */
  var longTasks: LongTask[] | undefined
}

/** From now on every long task of the page is kept. */
export async function watchLongTasks(page: Page): Promise<void> {
  await page.evaluate(() => {
    const kept: LongTask[] = []
    globalThis.longTasks = kept
    new PerformanceObserver((list) => {
      for (const { startTime, duration } of list.getEntries()) kept.push({ startMs: startTime, durationMs: duration })
    }).observe({ type: 'longtask' })
  })
}

export const longTasksOf = (page: Page): Promise<LongTask[]> => page.evaluate(() => globalThis.longTasks ?? [])
