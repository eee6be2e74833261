/** Every pair of raters once, first before second. */
export function raterPairs(raters: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let first = 0; first < raters; first += 1) {
    for (let second = first + 1; second < raters; second += 1) pairs.push([first, second])
  }
  return pairs
}
