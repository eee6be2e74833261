import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { KEEP_EVERY_MS, KeptText, TRY_AGAIN_MS } from '#renderer/app/kept-text.ts'
import { UnsavedWork } from '#renderer/app/unsaved-work.ts'

let unsaved: UnsavedWork
let written: string[]
/** What the store does with the next writes. */
let store: () => Promise<void>

const write = async (text: string) => {
  await store()
  written.push(text)
}

beforeEach(() => {
  vi.useFakeTimers()
  unsaved = new UnsavedWork(() => undefined)
  written = []
  store = () => Promise.resolve()
})

afterEach(() => vi.useRealTimers())

test('typing is unsaved work from the first letter until it is written, also while typing goes on', async () => {
  const kept = new KeptText('', write, unsaved)
  kept.set('م', write)
  expect(unsaved.current()).toEqual(['texts'])
  await vi.advanceTimersByTimeAsync(KEEP_EVERY_MS - 50)
  kept.set('مت', write)
  await vi.advanceTimersByTimeAsync(50)
  expect(written).toEqual(['مت'])
  expect(unsaved.current()).toEqual([])
})

test('words that are back to what is stored are nothing to write', async () => {
  const kept = new KeptText('پرانا', write, unsaved)
  kept.set('پرانا1', write)
  kept.set('پرانا', write)
  expect(unsaved.current()).toEqual([])
  await vi.advanceTimersByTimeAsync(1000)
  expect(written).toEqual([])
})

test('words typed while older ones are being written follow them, and stay unsaved until then', async () => {
  const waiting: (() => void)[] = []
  store = () => new Promise((resolve) => waiting.push(resolve))
  const kept = new KeptText('', write, unsaved)
  kept.set('ایک', write)
  await vi.advanceTimersByTimeAsync(KEEP_EVERY_MS)
  kept.set('ایک دو', write)
  const flushed = kept.flush()
  waiting.shift()!()
  await vi.advanceTimersByTimeAsync(0)
  expect(unsaved.current()).toEqual(['texts'])
  waiting.shift()!()
  await flushed
  expect(written).toEqual(['ایک', 'ایک دو'])
  expect(unsaved.current()).toEqual([])
})

test('everything that is being typed is written at once when it is asked for', async () => {
  const one = new KeptText('', write, unsaved)
  const two = new KeptText('', write, unsaved)
  one.set('ایک', write)
  two.set('دو', write)
  await unsaved.flushTexts()
  expect(written.toSorted()).toEqual(['ایک', 'دو'].toSorted())
})

test('what could not be written is shown as not saved and tried again, also after the page was left', async () => {
  store = () => Promise.reject(new Error('full'))
  const kept = new KeptText('', write, unsaved)
  kept.set('تبصرہ', write)
  await kept.close()
  expect(unsaved.current()).toEqual(['failed', 'texts'])
  store = () => Promise.resolve()
  await vi.advanceTimersByTimeAsync(TRY_AGAIN_MS)
  expect(written).toEqual(['تبصرہ'])
  expect(unsaved.current()).toEqual([])
})

test('a page that is left writes its last words and then nobody asks it for more', async () => {
  const kept = new KeptText('', write, unsaved)
  kept.set('آخری', write)
  await kept.close()
  await unsaved.flushTexts()
  expect(written).toEqual(['آخری'])
})
