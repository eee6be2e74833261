/**
 * What may be said of a confidence interval over `items` shared items: below 20 none is shown,
 * from 20 to 29 it comes with a warning.
 */
export function intervalPolicy(items: number): 'too-few' | 'warn' | 'ok' {
  if (items < 20) return 'too-few'
  return items < 30 ? 'warn' : 'ok'
}

/** Rule of three: after n items without a disagreement the rate of disagreement may still be up to 3/n (95%). */
export function ruleOfThree(items: number): number {
  return Math.min(1, 3 / items)
}
