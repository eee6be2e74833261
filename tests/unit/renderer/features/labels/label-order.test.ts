import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LabelId } from '#shared/base/ids.ts'
import type { Label } from '#shared/domain/label.ts'
import { labelTree, livingLabels } from '#shared/domain/question.ts'
import {
  childrenOf,
  dropLabel,
  labelForest,
  moveLabel,
  removeLabel,
  restoreLabel,
  type LabelNode,
  type MoveWay,
} from '#renderer/features/labels/label-order.ts'
import { buildLabel } from '#tests/support/build-data.ts'

const id = (name: string) => name as LabelId

/** `a b(c d(e)) f`: what stands in brackets is inside the label before them. */
function build(...rows: [name: string, parent?: string][]): Label[] {
  return rows.map(([name, parent], index) => buildLabel(name, name, index + 1, parent ?? null))
}

function shape(labels: readonly Label[]): string {
  return labelTree(labels.filter((label) => !label.retired))
    .map(({ label, depth }) => `${'>'.repeat(depth)}${label.name}`)
    .join(' ')
}

const family = build(['a'], ['b'], ['c', 'b'], ['d', 'b'], ['e', 'd'], ['f'])

describe('moving labels by keys', () => {
  test.each<[string, MoveWay, string]>([
    ['b', 'up', 'b >c >d >>e a f'],
    ['b', 'down', 'a f b >c >d >>e'],
    ['d', 'up', 'a b >d >>e >c f'],
    ['f', 'in', 'a b >c >d >>e >f'],
    ['d', 'in', 'a b >c >>d >>>e f'],
    ['d', 'out', 'a b >c d >e f'],
    ['e', 'out', 'a b >c >d >e f'],
  ])('%s goes %s with all that is inside it', (name, way, expected) => {
    expect(shape(moveLabel(family, id(name), way))).toBe(expected)
  })

  test.each<[string, MoveWay]>([
    ['a', 'up'],
    ['a', 'in'],
    ['a', 'out'],
    ['f', 'down'],
    ['c', 'up'],
    ['c', 'in'],
  ])('%s cannot go %s: the very same list comes back', (name, way) => {
    expect(moveLabel(family, id(name), way)).toBe(family)
  })

  test('nesting ends at the depth that is still read', () => {
    let labels: readonly Label[] = build(['a'], ['b'], ['c'], ['d'], ['e'], ['f'], ['g'])
    for (const name of 'bcdefg') for (let step = 0; step < 7; step += 1) labels = moveLabel(labels, id(name), 'in')
    expect(Math.max(...labelTree(labels).map(({ depth }) => depth))).toBe(4)
    expect(labelTree(labels)).toHaveLength(7)
  })
})

describe('dropping labels', () => {
  test('before, after and on another label', () => {
    expect(shape(dropLabel(family, id('f'), { id: id('c'), position: 'before' }))).toBe('a b >f >c >d >>e')
    expect(shape(dropLabel(family, id('a'), { id: id('d'), position: 'after' }))).toBe('b >c >d >>e >a f')
    expect(shape(dropLabel(family, id('b'), { id: id('f'), position: 'on' }))).toBe('a f >b >>c >>d >>>e')
  })

  test('a label never goes into itself or what is inside it', () => {
    expect(dropLabel(family, id('b'), { id: id('b'), position: 'on' })).toBe(family)
    expect(dropLabel(family, id('b'), { id: id('e'), position: 'before' })).toBe(family)
  })
})

describe('taking labels out and back', () => {
  test('what stands inside takes the place; an unused label is gone, a used one is kept retired', () => {
    expect(shape(removeLabel(family, id('b'), false))).toBe('a c d >e f')
    expect(removeLabel(family, id('b'), false)).toHaveLength(5)
    const retired = removeLabel(family, id('b'), true)
    expect(shape(retired)).toBe('a c d >e f')
    expect(retired.find((label) => label.id === 'b')).toMatchObject({ retired: true, parent: null })
  })

  test('a retired label comes back at the end of the top level', () => {
    expect(shape(restoreLabel(removeLabel(family, id('d'), true), id('d')))).toBe('a b >c >e f d')
  })

  test('children of a label that is gone count as the top', () => {
    expect(childrenOf(build(['a', 'nobody']), id('nobody'))).toEqual([])
    expect(shape(moveLabel(build(['a', 'nobody'], ['b']), id('b'), 'up'))).toBe('b a')
  })

  test('two labels nested into each other, by two people at once, both come back to the top', () => {
    const circle = build(['a', 'b'], ['b', 'a'], ['c'])
    expect(shape(moveLabel(circle, id('c'), 'up'))).toBe('a c b')
  })
})

test('the tree offers exactly the steps that change something', () => {
  let labels: readonly Label[] = build(['a'], ['b', 'a'], ['c', 'b'], ['d', 'c'], ['e', 'd'], ['f'], ['g'], ['h', 'g'])
  const check = (node: LabelNode) => {
    for (const way of ['up', 'down', 'in', 'out'] as const) {
      expect([node.id, way, node.ways.has(way)]).toEqual([node.id, way, moveLabel(labels, node.id, way) !== labels])
    }
    node.children.forEach(check)
  }
  labelForest(labels).forEach(check)
  labels = moveLabel(labels, id('g'), 'in')
  labelForest(labels).forEach(check)
})

test('no chain of moves loses a label, doubles one or makes a circle', () => {
  const step = fc.record({
    name: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    target: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    way: fc.constantFrom('up', 'down', 'in', 'out', 'before', 'after', 'on', 'remove', 'restore'),
  })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      let labels: readonly Label[] = family
      for (const { name, target, way } of steps) {
        if (way === 'remove') labels = removeLabel(labels, id(name), true)
        else if (way === 'restore') labels = restoreLabel(labels, id(name))
        else if (way === 'before' || way === 'after' || way === 'on')
          labels = dropLabel(labels, id(name), { id: id(target), position: way })
        else labels = moveLabel(labels, id(name), way)
      }
      expect(labels.map((label) => label.name).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
      const living = labels.filter((label) => !label.retired)
      expect(labelTree(living)).toHaveLength(living.length)
      expect(livingLabels({ id: 'q', kind: 'choice', labels } as never)).toHaveLength(living.length)
    }),
  )
})
