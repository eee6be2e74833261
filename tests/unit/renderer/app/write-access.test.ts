import { expect, test } from 'vitest'
import { finishWriting, keepsWriting } from '#renderer/app/finish-writing.ts'
import { KeptText } from '#renderer/app/kept-text.ts'
import { UnsavedWork } from '#renderer/app/unsaved-work.ts'
import { WriteAccess } from '#renderer/app/write-access.ts'
import type {
  LettingGo,
  TakeOverOutcome,
  WriterLockPort,
  WriterLockState,
} from '#renderer/platform/writer-lock-port.ts'
import { buildData } from '#tests/support/build-data.ts'

/** A lock whose other tabs are this test. */
class OtherTabs implements WriterLockPort {
  steps: LettingGo | null = null
  outcome: TakeOverOutcome = 'no-answer'
  #listener: () => void = () => undefined
  #state: WriterLockState

  constructor(state: WriterLockState) {
    this.#state = state
  }

  open = () => Promise.resolve(this.#state)
  current = () => this.#state
  subscribe(listener: () => void) {
    this.#listener = listener
    return () => undefined
  }
  beforeLettingGo(steps: LettingGo) {
    this.steps = steps
  }
  takeOver() {
    if (this.outcome === 'taken') this.become('writer')
    return Promise.resolve(this.outcome)
  }
  become(state: WriterLockState) {
    this.#state = state
    this.#listener()
  }
}

const settled = () => Promise.resolve()
const keeps = () => null

test('where there is one window it may always write', () => {
  const access = new WriteAccess(null)
  expect([access.current().mode, access.mayWrite()]).toEqual(['writing', true])
})

test('without locks nothing is written', () => {
  const access = new WriteAccess(new OtherTabs('missing'))
  expect([access.current().mode, access.mayWrite()]).toEqual(['no-locks', false])
})

test('a tab that reads becomes the one that writes, and what it holds is read anew', () => {
  const tabs = new OtherTabs('reader')
  const access = new WriteAccess(tabs)
  expect([access.current(), access.mayWrite()]).toEqual([{ mode: 'reading', asked: null, turn: 0 }, false])
  tabs.become('writer')
  expect([access.current(), access.mayWrite()]).toEqual([{ mode: 'writing', asked: null, turn: 1 }, true])
})

test('while it hands over, screens take nothing more and the last writes still go through', async () => {
  const tabs = new OtherTabs('writer')
  const access = new WriteAccess(tabs)
  const seen: unknown[] = []
  access.onHandOver({
    settled,
    keeps,
    finish: async () => {
      seen.push(access.current().mode, access.mayWrite())
      return null
    },
  })
  expect(await tabs.steps!.finish()).toBeNull()
  expect(seen).toEqual(['handing-over', true])
  tabs.become('reader')
  expect([access.current().mode, access.mayWrite(), access.current().turn]).toEqual(['reading', false, 1])
})

test.each(['importing', 'unsaved'] as const)('work that must go on (%s) is not even disturbed', async (reason) => {
  const tabs = new OtherTabs('writer')
  const access = new WriteAccess(tabs)
  const seen: string[] = []
  access.subscribe(() => seen.push(access.current().mode))
  access.onHandOver({ settled, keeps: () => reason, finish: () => Promise.reject(new Error('never called')) })
  expect(await tabs.steps!.finish()).toBe(reason)
  expect([seen, access.mayWrite()]).toEqual([[], true])
})

test('takes answers again when its last writes could not be ended', async () => {
  const tabs = new OtherTabs('writer')
  const access = new WriteAccess(tabs)
  access.onHandOver({ settled, keeps, finish: () => Promise.resolve('unsaved') })
  expect(await tabs.steps!.finish()).toBe('unsaved')
  expect(access.current()).toMatchObject({ mode: 'writing', turn: 0 })
})

test('a step that breaks keeps the right to write', async () => {
  const tabs = new OtherTabs('writer')
  const access = new WriteAccess(tabs)
  access.onHandOver({ settled, keeps, finish: () => Promise.reject(new Error('broken')) })
  expect(await tabs.steps!.finish()).toBe('unsaved')
  expect(access.mayWrite()).toBe(true)
})

test('says how asking went, until it is asked again', async () => {
  const tabs = new OtherTabs('reader')
  const access = new WriteAccess(tabs)
  const asking = access.takeOver()
  expect(access.current().asked).toBe('asking')
  await asking
  expect(access.current().asked).toBe('no-answer')
  tabs.outcome = 'taken'
  await access.takeOver()
  expect(access.current()).toMatchObject({ mode: 'writing', asked: null })
})

test('before another tab writes, words typed a moment ago and writes under way are ended', async () => {
  const data = buildData()
  const unsaved = new UnsavedWork(() => undefined)
  const done: string[] = []
  const kept = new KeptText('', async () => void done.push('text'), unsaved)
  kept.set('تبصرہ', async () => void done.push('text'))
  void data.serial(async () => {
    await new Promise((resolve) => setTimeout(resolve, 30))
    done.push('command')
  })
  expect(await finishWriting(unsaved, data)).toBeNull()
  expect(done.toSorted()).toEqual(['command', 'text'])
})

test.each([
  ['import', 'importing'],
  ['copy', 'importing'],
  ['failed', 'unsaved'],
] as const)('with %s under way the right is not handed over: %s', (kind, reason) => {
  const unsaved = new UnsavedWork(() => undefined)
  unsaved.begin(kind)
  expect(keepsWriting(unsaved)).toBe(reason)
})

test('an export goes on in a tab that only reads', async () => {
  const unsaved = new UnsavedWork(() => undefined)
  unsaved.begin('export')
  expect(keepsWriting(unsaved)).toBeNull()
  expect(await finishWriting(unsaved, buildData())).toBeNull()
})
