import { expect, it } from 'vitest'
import type { WriterId } from '#shared/base/ids.ts'
import type { HeadsReply } from '#shared/sync/messages/heads.ts'
import { compareHubs } from '#renderer/app/moving/compare-hubs.ts'

const heads = (writers: Record<string, [number, string]>, people = 2, items = 40): HeadsReply => ({
  writers: Object.entries(writers).map(([writer, [upTo, digest]]) => ({ writer: writer as WriterId, upTo, digest })),
  people,
  items,
})

it('two hubs are the same when every writer is as far at both, with one digest', () => {
  const both = heads({ a: [3, 'x'], b: [5, 'y'], idle: [0, 'z'] })
  expect(compareHubs(both, both)).toEqual({ kind: 'same', numbers: { people: 2, texts: 40, changes: 8, late: 0 } })
})

it('the new one may hold more of a writer: it was the team’s before', () => {
  expect(compareHubs(heads({ a: [3, 'x'] }), heads({ a: [7, 'w'], c: [1, 'v'] }))).toMatchObject({ kind: 'same' })
})

it('tells how much came to the old one meanwhile, a laptop that has said nothing yet included', () => {
  const next = heads({ a: [3, 'x'] })
  const compared = compareHubs(heads({ a: [5, 'w'], b: [2, 'y'], new: [0, 'z'] }), next)
  expect(compared).toMatchObject({ kind: 'behind', numbers: { changes: 3, late: 5 } })
})

it('differs where one place has two digests, or people or texts are missing', () => {
  const old = heads({ a: [3, 'x'] })
  expect(compareHubs(old, heads({ a: [3, 'other'] }))).toEqual({ kind: 'differs' })
  expect(compareHubs(old, heads({ a: [3, 'x'] }, 1))).toEqual({ kind: 'differs' })
  expect(compareHubs(old, heads({ a: [3, 'x'] }, 2, 39))).toEqual({ kind: 'differs' })
})
