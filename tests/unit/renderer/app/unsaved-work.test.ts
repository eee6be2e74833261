import { expect, test } from 'vitest'
import { SaveState } from '#renderer/app/save-state.ts'
import { UnsavedWork } from '#renderer/app/unsaved-work.ts'
import type { UnsavedKind } from '#shared/domain/unsaved-work.ts'

function build() {
  const told: UnsavedKind[][] = []
  const unsaved = new UnsavedWork((kinds) => told.push([...kinds]))
  return { unsaved, told }
}

test('each kind counts until its last one ends, and the platform hears of changes only', () => {
  const { unsaved, told } = build()
  const first = unsaved.begin('import')
  const second = unsaved.begin('import')
  const file = unsaved.begin('export')
  first()
  first()
  expect(unsaved.current()).toEqual(['import', 'export'])
  second()
  file()
  expect(told).toEqual([['import'], ['import', 'export'], ['export'], []])
})

test('an import that ends does not hide an answer that was not written', async () => {
  const { unsaved, told } = build()
  const saveState = new SaveState(unsaved)
  const ended = unsaved.begin('import')
  await saveState.track(Promise.reject(new Error('full'))).catch(() => undefined)
  ended()
  expect(told.at(-1)).toEqual(['failed'])
  saveState.clearFailure()
  expect(told.at(-1)).toEqual([])
})

test('a write is unsaved from its start to its commit; a second failure counts once', async () => {
  const { unsaved } = build()
  const saveState = new SaveState(unsaved)
  let commit: () => void = () => undefined
  const writing = saveState.track(new Promise<void>((resolve) => (commit = resolve)))
  expect(unsaved.current()).toEqual(['answers'])
  commit()
  await writing
  expect(unsaved.current()).toEqual([])
  for (let n = 0; n < 2; n += 1) await saveState.track(Promise.reject(new Error('full'))).catch(() => undefined)
  saveState.clearFailure()
  expect(unsaved.current()).toEqual([])
})

test('waits until given kinds are gone, or tells that they are not', async () => {
  const { unsaved } = build()
  const end = unsaved.begin('answers')
  unsaved.begin('import')
  expect(await unsaved.waitWithout(['answers'], 20)).toBe(false)
  const waiting = unsaved.waitWithout(['answers', 'texts'], 10_000)
  end()
  expect(await waiting).toBe(true)
})
