import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { WriterLock } from '#renderer/platform/writer-lock.ts'
import type { KeepReason } from '#renderer/platform/writer-lock-port.ts'

type Tab = {
  lock: WriterLock
  steps: string[]
  reason: KeepReason | null
  close: () => void
  channel: BroadcastChannel
}

let tabs: Tab[]

/** As the browser's own: one holder, the others in line, in their order. */
class LockLine {
  #holder: symbol | null = null
  #line: (() => boolean)[] = []

  /** The locks of one page: they go with it. */
  ofPage() {
    const held = new Set<() => void>()
    const request = (_name: string, options: LockOptions, work: (lock: Lock | null) => Promise<void> | undefined) =>
      new Promise<void>((resolve, reject) => {
        const start = () => {
          const mine = Symbol('lock')
          this.#holder = mine
          const release = () => {
            held.delete(release)
            if (this.#holder !== mine) return
            this.#holder = null
            while (this.#line.length > 0 && !this.#line.shift()!());
            resolve()
          }
          held.add(release)
          void work({ name: 'nishan-writer', mode: 'exclusive' })?.then(release)
        }
        if (this.#holder === null) start()
        else if (options.ifAvailable) void work(null)
        else {
          this.#line.push(() => {
            if (options.signal?.aborted) return false
            start()
            return true
          })
          options.signal?.addEventListener('abort', () => reject(new DOMException('left the line', 'AbortError')))
        }
      })
    return {
      locks: { request } as unknown as Pick<LockManager, 'request'>,
      close: () => {
        for (const release of held) release()
      },
    }
  }
}

let line: LockLine

beforeEach(() => {
  line = new LockLine()
  tabs = []
})

afterEach(() => {
  vi.useRealTimers()
  for (const { channel } of tabs) channel.close()
})

async function openTab(): Promise<Tab> {
  const { locks, close } = line.ofPage()
  const channel = new BroadcastChannel(`writer-lock-test-${process.pid}`)
  const lock = new WriterLock({ locks, channel: () => channel })
  const tab: Tab = { lock, steps: [], reason: null, close, channel }
  lock.beforeLettingGo({
    finish: async () => {
      tab.steps.push(`finish as ${lock.current()}`)
      return tab.reason
    },
    settled: async () => void tab.steps.push(`settled as ${lock.current()}`),
  })
  tabs.push(tab)
  await lock.open()
  return tab
}

const states = () => tabs.map(({ lock }) => lock.current())

test('the first tab writes, later ones read', async () => {
  await openTab()
  await openTab()
  await openTab()
  expect(states()).toEqual(['writer', 'reader', 'reader'])
})

test('when the tab that writes is closed, the next in line writes by itself', async () => {
  const first = await openTab()
  const second = await openTab()
  await openTab()
  first.close()
  await vi.waitFor(() => expect(second.lock.current()).toBe('writer'))
  expect(states().slice(1)).toEqual(['writer', 'reader'])
})

test('a tab that is asked finishes while it may still write, and lets go only when nothing is being written', async () => {
  const first = await openTab()
  const second = await openTab()
  expect(await second.lock.takeOver()).toBe('taken')
  expect(first.steps).toEqual(['finish as writer', 'settled as reader'])
  expect(states()).toEqual(['reader', 'writer'])
  // And back again.
  expect(await first.lock.takeOver()).toBe('taken')
  expect(states()).toEqual(['writer', 'reader'])
})

test('whoever asks comes before a tab that has waited longer, which never writes in between', async () => {
  await openTab()
  const second = await openTab()
  const third = await openTab()
  const seen: string[] = []
  second.lock.subscribe(() => seen.push(second.lock.current()))
  expect(await third.lock.takeOver()).toBe('taken')
  expect(states()).toEqual(['reader', 'reader', 'writer'])
  expect(seen).toEqual([])
})

test('a tab that cannot end its work now keeps the lock and says why', async () => {
  const first = await openTab()
  const second = await openTab()
  first.reason = 'importing'
  expect(await second.lock.takeOver()).toBe('importing')
  expect(states()).toEqual(['writer', 'reader'])
  first.reason = null
  expect(await second.lock.takeOver()).toBe('taken')
})

test('a frozen tab is not waited for for ever, and the lock still comes when it goes', async () => {
  const first = await openTab()
  const second = await openTab()
  first.channel.close()
  const began = Date.now()
  expect(await second.lock.takeOver()).toBe('no-answer')
  expect(Date.now() - began).toBeLessThan(4000)
  expect(states()).toEqual(['writer', 'reader'])
  first.close()
  await vi.waitFor(() => expect(second.lock.current()).toBe('writer'))
})

test('where there are no locks nobody writes', async () => {
  const lock = new WriterLock({ locks: undefined, channel: () => new BroadcastChannel('none') })
  expect(await lock.open()).toBe('missing')
  expect(await lock.takeOver()).toBe('no-answer')
})

test('messages that are not ours change nothing', async () => {
  const first = await openTab()
  const stranger = new BroadcastChannel(first.channel.name)
  for (const message of [null, 'ask', { kind: 'ask' }, { kind: 'other', from: 'x' }]) stranger.postMessage(message)
  await new Promise((resolve) => setTimeout(resolve, 50))
  expect(first.steps).toEqual([])
  stranger.close()
})
