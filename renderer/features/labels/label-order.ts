import type { LabelId } from '#shared/base/ids.ts'
import type { Label } from '#shared/domain/label.ts'

/** Levels of nesting the editor makes: deeper lists are no longer read. Counted from 0. */
const DEEPEST = 4

export type MoveWay = 'up' | 'down' | 'in' | 'out'
export type DropPosition = 'before' | 'after' | 'on'

/** Living labels by parent, each list in its order; a parent that is gone or retired counts as the top. */
type Branches = Map<LabelId | null, Label[]>

function branchesOf(labels: readonly Label[]): Branches {
  const living = new Map(labels.filter((label) => !label.retired).map((label) => [label.id, label]))
  const branches: Branches = new Map()
  for (const label of living.values()) {
    const parent = isRooted(living, label) ? label.parent : null
    const siblings = branches.get(parent)
    if (siblings) siblings.push({ ...label, parent })
    else branches.set(parent, [{ ...label, parent }])
  }
  return branches
}

/** False where the parent is gone, or the way up leads round in a circle (two people nested at once). */
function isRooted(living: ReadonlyMap<LabelId, Label>, label: Label): boolean {
  if (label.parent === null || !living.has(label.parent)) return false
  const seen = new Set([label.id])
  for (let at: LabelId | null = label.parent; at !== null; at = living.get(at)?.parent ?? null) {
    if (seen.has(at)) return false
    seen.add(at)
  }
  return true
}

/** The list as it is stored: the living ones in reading order of the tree, then the retired ones. */
function listOf(branches: Branches, labels: readonly Label[]): Label[] {
  const list: Label[] = []
  const visit = (parent: LabelId | null) => {
    for (const label of branches.get(parent) ?? []) {
      list.push({ ...label, parent })
      visit(label.id)
    }
  }
  visit(null)
  return [...list, ...labels.filter((label) => label.retired)]
}

type Place = { label: Label; siblings: Label[]; index: number; parent: LabelId | null }

function placeOf(branches: Branches, id: LabelId): Place | null {
  for (const [parent, siblings] of branches) {
    const index = siblings.findIndex((label) => label.id === id)
    const label = siblings[index]
    if (label) return { label, siblings, index, parent }
  }
  return null
}

function depthOf(branches: Branches, id: LabelId | null): number {
  let depth = -1
  for (let at = id; at !== null; depth += 1) at = placeOf(branches, at)?.parent ?? null
  return depth
}

function heightOf(branches: Branches, id: LabelId): number {
  return Math.max(0, ...(branches.get(id) ?? []).map((child) => 1 + heightOf(branches, child.id)))
}

/** Moves a label with everything inside it by one step; the same list where there is no such step. */
export function moveLabel(labels: readonly Label[], id: LabelId, way: MoveWay): readonly Label[] {
  const branches = branchesOf(labels)
  const place = placeOf(branches, id)
  if (place === null) return labels
  const { siblings, index, parent } = place
  if (way === 'up' || way === 'down') {
    const target = siblings[index + (way === 'up' ? -1 : 1)]
    return target === undefined
      ? labels
      : dropLabel(labels, id, { id: target.id, position: way === 'up' ? 'before' : 'after' })
  }
  if (way === 'in') {
    const target = siblings[index - 1]
    return target === undefined ? labels : dropLabel(labels, id, { id: target.id, position: 'on' })
  }
  return parent === null ? labels : dropLabel(labels, id, { id: parent, position: 'after' })
}

/** Puts a label before, after or inside another; the same list where that cannot be. */
export function dropLabel(
  labels: readonly Label[],
  id: LabelId,
  target: { id: LabelId; position: DropPosition },
): readonly Label[] {
  const branches = branchesOf(labels)
  const place = placeOf(branches, id)
  const goal = placeOf(branches, target.id)
  if (place === null || goal === null || isInside(branches, target.id, id)) return labels
  const parent = target.position === 'on' ? target.id : goal.parent
  if (depthOf(branches, parent) + 1 + heightOf(branches, id) > DEEPEST) return labels
  place.siblings.splice(place.index, 1)
  const siblings = branches.get(parent) ?? []
  branches.set(parent, siblings)
  const at = siblings.findIndex((label) => label.id === target.id)
  if (target.position === 'on') siblings.push(place.label)
  else siblings.splice(target.position === 'before' ? at : at + 1, 0, place.label)
  return listOf(branches, labels)
}

/** Whether `id` is `ancestor` or stands anywhere inside it. */
function isInside(branches: Branches, id: LabelId, ancestor: LabelId): boolean {
  for (let at: LabelId | null = id; at !== null; at = placeOf(branches, at)?.parent ?? null) {
    if (at === ancestor) return true
  }
  return false
}

/** A label with what is inside it, and the steps it can take from where it stands. */
export type LabelNode = { id: LabelId; label: Label; depth: number; ways: ReadonlySet<MoveWay>; children: LabelNode[] }

/** The living labels as a tree. */
export function labelForest(labels: readonly Label[]): LabelNode[] {
  const branches = branchesOf(labels)
  const nodesOf = (parent: LabelId | null, depth: number): LabelNode[] => {
    const siblings = branches.get(parent) ?? []
    return siblings.map((label, index) => {
      const children = nodesOf(label.id, depth + 1)
      const ways = new Set<MoveWay>()
      if (index > 0) ways.add('up')
      if (index < siblings.length - 1) ways.add('down')
      if (index > 0 && deepestOf(children, depth) < DEEPEST) ways.add('in')
      if (depth > 0) ways.add('out')
      return { id: label.id, label, depth, ways, children }
    })
  }
  return nodesOf(null, 0)
}

function deepestOf(nodes: readonly LabelNode[], depth: number): number {
  return Math.max(depth, ...nodes.map((node) => deepestOf(node.children, node.depth)))
}

/** Living labels directly inside another. */
export function childrenOf(labels: readonly Label[], id: LabelId): readonly Label[] {
  return branchesOf(labels).get(id) ?? []
}

/** Takes a label out: what stands inside it takes its place. A used one stays in the list, retired. */
export function removeLabel(labels: readonly Label[], id: LabelId, used: boolean): readonly Label[] {
  const branches = branchesOf(labels)
  const place = placeOf(branches, id)
  if (place === null) return labels
  const children = branches.get(id) ?? []
  place.siblings.splice(place.index, 1, ...children)
  branches.delete(id)
  const list = listOf(branches, labels)
  return used ? [...list, { ...place.label, parent: null, retired: true }] : list
}

/** Brings a retired label back, at the end of the top level. */
export function restoreLabel(labels: readonly Label[], id: LabelId): readonly Label[] {
  const back = labels.map((label) => (label.id === id ? { ...label, retired: false, parent: null } : label))
  const label = back.find((one) => one.id === id)
  if (label === undefined) return labels
  const rest = back.filter((one) => one.id !== id)
  return listOf(branchesOf([...rest, label]), rest)
}
