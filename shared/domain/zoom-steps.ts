/** Factors of the whole interface; the settings allow 0.75 to 2. */
const STEPS = [0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2] as const

/** The next factor in a direction; stays at the ends. 0 goes back to actual size. */
export function nextZoom(current: number, direction: 1 | -1 | 0): number {
  if (direction === 0) return 1
  if (direction === 1) return STEPS.find((step) => step > current + 0.01) ?? STEPS[STEPS.length - 1] ?? 2
  return STEPS.findLast((step) => step < current - 0.01) ?? STEPS[0]
}
