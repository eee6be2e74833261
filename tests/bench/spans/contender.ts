import type { BenchSpan, BenchText } from './bench-text.ts'

/** One way to draw a text with spans, driven by the bench page. */
export type Contender = {
  readonly name: string
  /** Addresses of style sheets that are on the page only while it is its turn. */
  readonly styles: readonly string[]
  mount(host: HTMLElement, data: BenchText): void | Promise<void>
  /** Number of span boxes on the page: more than before when an added span is drawn. */
  drawn(): number
  add(span: BenchSpan): void
  unmount(): void
}
