import type { BrowserContext, Page } from '@playwright/test'

export type KeyTime = { code: string; ms: number }

/** Kept in the page by `watchKeys`. */
export type KeyProbe = {
  /** Resolves when the next press has been painted: the answer, or the next item. */
  next(what: 'answer' | 'item'): Promise<KeyTime>
  /** Resolves when the sign that says saved has been painted after the next press, having gone before; ms. */
  nextSaved(): Promise<number>
  /** Read-write transactions the page opened, and those of them that were not strict. */
  writes: number
  notStrict: number
  /** Times that rows were counted: counts are kept, so none. */
  counted: number
}

declare global {
  var keyProbe: KeyProbe
  var keyPainted: Promise<KeyTime>
  var keySaved: Promise<number>
}

/**
 * Puts the probe into every page of a browser before the app's own scripts. Time runs from the key event's own stamp
 * to a message posted in the frame that shows the change: it is handled after that frame was painted.
 */
export async function watchKeys(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const answer = () => document.querySelector('.label-bar [aria-pressed="true"]')?.textContent ?? ''
    const item = () => document.querySelector('.sheet-number')?.textContent ?? ''
    const text = () => document.querySelector('.marked-text-blocks')?.textContent ?? ''
    const { port1, port2 } = new MessageChannel()
    port1.start()
    const painted = () =>
      new Promise<number>((resolve) => {
        port1.addEventListener('message', () => resolve(performance.now()), { once: true })
        port2.postMessage(null)
      })
    const probe: KeyProbe = {
      writes: 0,
      notStrict: 0,
      counted: 0,
      next: (what) =>
        new Promise((resolve) => {
          const read = what === 'answer' ? answer : item
          const before = read()
          const textBefore = text()
          const changed = () => read() !== before && (what === 'answer' || (text() !== textBefore && text() !== ''))
          document.addEventListener(
            'keydown',
            ({ timeStamp, code }) => {
              const look = () => {
                if (changed()) void painted().then((end) => resolve({ code, ms: end - timeStamp }))
                else requestAnimationFrame(look)
              }
              requestAnimationFrame(look)
            },
            { once: true, capture: true },
          )
        }),
      nextSaved: () =>
        new Promise((resolve) => {
          document.addEventListener(
            'keydown',
            ({ timeStamp }) => {
              let gone = false
              const isSaved = () => document.querySelector('[data-saved="true"]') !== null
              const observer = new MutationObserver(() => {
                if (!isSaved()) gone = true
                else if (gone) {
                  observer.disconnect()
                  requestAnimationFrame(() => void painted().then((end) => resolve(end - timeStamp)))
                }
              })
              observer.observe(document.body, { subtree: true, childList: true, attributeFilter: ['data-saved'] })
            },
            { once: true, capture: true },
          )
        }),
    }
    globalThis.keyProbe = probe
    const open = IDBDatabase.prototype.transaction
    IDBDatabase.prototype.transaction = function (...given) {
      const transaction = open.apply(this, given)
      if (transaction.mode === 'readwrite') {
        probe.writes += 1
        if (transaction.durability !== 'strict') probe.notStrict += 1
      }
      return transaction
    }
    for (const store of [IDBObjectStore.prototype, IDBIndex.prototype]) {
      const count = store.count
      store.count = function (...given) {
        probe.counted += 1
        return count.apply(this, given)
      }
    }
  })
}

/** Presses a key as the browser gets it from a keyboard, and waits for its paint; ms. */
export async function pressAndMeasure(page: Page, key: string, what: 'answer' | 'item'): Promise<number> {
  await page.evaluate((given) => {
    globalThis.keyPainted = globalThis.keyProbe.next(given)
  }, what)
  await page.keyboard.press(key)
  const { ms } = await page.evaluate(() => globalThis.keyPainted)
  return ms
}

/** Presses the key that finishes an item; ms to the painted next item, and to the painted sign that says saved. */
export async function pressAndSave(page: Page, key: string): Promise<{ nextMs: number; savedMs: number }> {
  await page.evaluate(() => {
    globalThis.keySaved = globalThis.keyProbe.nextSaved()
  })
  const nextMs = await pressAndMeasure(page, key, 'item')
  return { nextMs, savedMs: await page.evaluate(() => globalThis.keySaved) }
}
