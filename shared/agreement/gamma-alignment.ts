import type { UnitaryAlignment } from './gamma-disorder.ts'

/** Steps from state to state beyond which the search gives up: some seconds. */
const WORK_LIMIT = 4_000_000
const BOUND_STEPS = 400
const NOTHING_LESS = 1e-10

/**
 * The most that disjoint unitary alignments can save together, exactly; null when the search would
 * take more steps than it is allowed (many spans over one another). Weighted set packing, component by component:
 *
 * 1. Units that no alignment joins are apart: each component is solved alone.
 * 2. Lagrange multipliers on the units bound the saving from above (subgradient steps), and a
 *    greedy choice by reduced saving bounds it from below.
 * 3. An alignment whose reduced saving closes the gap between the bounds cannot be in a better
 *    solution, and is dropped.
 * 4. What is left is swept from the first unit to the last; two partial choices that cover the
 *    same later units are one state, and a state that cannot beat the lower bound ends.
 *
 * `position` orders the units along the text, which keeps the states few.
 */
export function mostSaving(alignments: readonly UnitaryAlignment[], position: readonly number[]): number | null {
  let saving = 0
  for (const component of componentsOf(alignments, position.length)) {
    const ofComponent = componentSaving(component, position)
    if (ofComponent === null) return null
    saving += ofComponent
  }
  return saving
}

function componentsOf(alignments: readonly UnitaryAlignment[], units: number): UnitaryAlignment[][] {
  const parent = Array.from({ length: units }, (_, unit) => unit)
  const root = (unit: number): number => {
    let at = unit
    while (parent[at] !== at) {
      parent[at] = parent[parent[at] ?? at] ?? at
      at = parent[at] ?? at
    }
    return at
  }
  for (const { units: joined } of alignments) {
    for (const unit of joined) parent[root(unit)] = root(joined[0] ?? unit)
  }
  const components = new Map<number, UnitaryAlignment[]>()
  for (const alignment of alignments) {
    const key = root(alignment.units[0] ?? 0)
    const there = components.get(key)
    if (there === undefined) components.set(key, [alignment])
    else there.push(alignment)
  }
  return [...components.values()]
}

/** A component with its units renumbered along the text. */
type Component = { units: number; alignments: UnitaryAlignment[] }

function componentSaving(alignments: readonly UnitaryAlignment[], position: readonly number[]): number | null {
  const order = [...new Set(alignments.flatMap(({ units }) => units))].toSorted(
    (a, b) => (position[a] ?? 0) - (position[b] ?? 0) || a - b,
  )
  const place = new Map(order.map((unit, at) => [unit, at]))
  const component: Component = {
    units: order.length,
    alignments: alignments.map(({ units, saving }) => ({
      units: units.map((unit) => place.get(unit) ?? 0).toSorted((a, b) => a - b),
      saving,
    })),
  }
  const bounds = boundSaving(component)
  if (bounds.above - bounds.below <= NOTHING_LESS) return bounds.below
  const left = component.alignments.filter(
    (alignment) => bounds.above + Math.min(0, reducedSaving(alignment, bounds.prices)) > bounds.below + NOTHING_LESS,
  )
  return sweep({ units: component.units, alignments: left }, bounds)
}

/** `prices` are the multipliers that gave the upper bound. */
type Bounds = { above: number; below: number; prices: Float64Array }

/** Step 2. */
function boundSaving(component: Component): Bounds {
  const { units, alignments } = component
  let prices = new Float64Array(units)
  for (const { units: joined, saving } of alignments) {
    for (const unit of joined) prices[unit] = Math.max(prices[unit] ?? 0, saving / joined.length)
  }
  const best: Bounds = { above: Infinity, below: 0, prices }
  let stride = 1
  let stale = 0
  for (let step = 0; step < BOUND_STEPS; step += 1) {
    const { above, slack } = relaxed(component, prices)
    if (above < best.above - 1e-12) {
      best.above = above
      best.prices = prices
      stale = 0
    } else stale += 1
    if (stale >= 10) {
      stride /= 2
      stale = 0
    }
    if (step % 10 === 0) best.below = Math.max(best.below, greedySaving(component, prices))
    if (best.above - best.below <= NOTHING_LESS) break
    const length = slack.reduce((sum, value) => sum + value * value, 0)
    if (length === 0 || stride < 1e-6) break
    const by = (stride * (above - best.below)) / length
    prices = prices.map((price, unit) => Math.max(0, price - by * (slack[unit] ?? 0)))
  }
  best.below = Math.max(best.below, greedySaving(component, best.prices))
  return best
}

/** Σ prices + Σ max(0, reduced saving), and by unit 1 less the alignments that would take it. */
function relaxed({ units, alignments }: Component, prices: Float64Array): { above: number; slack: Float64Array } {
  const slack = new Float64Array(units).fill(1)
  let above = prices.reduce((sum, price) => sum + price, 0)
  for (const alignment of alignments) {
    const reduced = reducedSaving(alignment, prices)
    if (reduced <= 0) continue
    above += reduced
    for (const unit of alignment.units) slack[unit] = (slack[unit] ?? 0) - 1
  }
  return { above, slack }
}

function reducedSaving({ units, saving }: UnitaryAlignment, prices: Float64Array): number {
  let reduced = saving
  for (const unit of units) reduced -= prices[unit] ?? 0
  return reduced
}

function greedySaving({ units, alignments }: Component, prices: Float64Array): number {
  const reduced = alignments.map((alignment) => reducedSaving(alignment, prices))
  const order = [...alignments.keys()].toSorted((a, b) => (reduced[b] ?? 0) - (reduced[a] ?? 0))
  const taken = new Uint8Array(units)
  let saving = 0
  for (const at of order) {
    const alignment = alignments[at]
    if (alignment === undefined || alignment.units.some((unit) => taken[unit] === 1)) continue
    for (const unit of alignment.units) taken[unit] = 1
    saving += alignment.saving
  }
  return saving
}

/** A partial choice: what it saved, and the prices of the later units it covers. */
type State = { saved: number; coveredPrice: number }

/** Steps of one unit: the alignments that begin with it, as masks of the units after it. */
type Option = { mask: bigint; saving: number; price: number }

/** Step 4. `mask` bit b of a state covers unit `at + b`. */
function sweep({ units, alignments }: Component, { below, prices }: Bounds): number | null {
  const options = optionsByUnit(units, alignments, prices)
  const ahead = boundAhead(units, alignments, prices)
  let states = new Map<bigint, State>([[0n, { saved: 0, coveredPrice: 0 }]])
  let work = 0
  for (let at = 0; at < units; at += 1) {
    work += states.size * (1 + (options[at]?.length ?? 0))
    if (work > WORK_LIMIT) return null
    const next = new Map<bigint, State>()
    const keep = (mask: bigint, saved: number, coveredPrice: number): void => {
      if (saved + (ahead[at + 1] ?? 0) - coveredPrice <= below + NOTHING_LESS) return
      const there = next.get(mask)
      if (there === undefined || there.saved < saved) next.set(mask, { saved, coveredPrice })
    }
    for (const [mask, { saved, coveredPrice }] of states) {
      if ((mask & 1n) === 1n) {
        keep(mask >> 1n, saved, coveredPrice - (prices[at] ?? 0))
        continue
      }
      keep(mask >> 1n, saved, coveredPrice)
      for (const option of options[at] ?? []) {
        if ((mask & option.mask) !== 0n) continue
        keep((mask | option.mask) >> 1n, saved + option.saving, coveredPrice + option.price)
      }
    }
    states = next
  }
  let most = below
  for (const { saved } of states.values()) most = Math.max(most, saved)
  return most
}

function optionsByUnit(units: number, alignments: readonly UnitaryAlignment[], prices: Float64Array): Option[][] {
  const options = Array.from({ length: units }, (): Option[] => [])
  for (const { units: joined, saving } of alignments) {
    const first = joined[0] ?? 0
    const later = joined.slice(1)
    options[first]?.push({
      mask: later.reduce((mask, unit) => mask | (1n << BigInt(unit - first)), 0n),
      saving,
      price: later.reduce((sum, unit) => sum + (prices[unit] ?? 0), 0),
    })
  }
  return options
}

/** What the units from each place on can save at most, if none is covered yet. */
function boundAhead(units: number, alignments: readonly UnitaryAlignment[], prices: Float64Array): Float64Array {
  const ahead = new Float64Array(units + 1)
  for (const alignment of alignments) {
    const first = alignment.units[0] ?? 0
    ahead[first] = (ahead[first] ?? 0) + Math.max(0, reducedSaving(alignment, prices))
  }
  for (let at = units - 1; at >= 0; at -= 1) {
    ahead[at] = (ahead[at] ?? 0) + (ahead[at + 1] ?? 0) + (prices[at] ?? 0)
  }
  return ahead
}
