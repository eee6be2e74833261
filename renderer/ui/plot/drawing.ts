/** A colour by its role: a token, or accent or warning mixed into the surface (share 0 to 1 of the most that keeps text readable). */
export type Paint =
  | { role: 'text' | 'text-2' | 'text-3' | 'accent' | 'warning' | 'border' | 'border-strong' | 'hover' | 'surface' }
  | { heat: 'accent' | 'warning'; share: number }
  /** Palette number of a label, 1 to 12. */
  | { label: number }

export type Anchor = 'start' | 'middle' | 'end'

/**
 * Shapes of a plot in px. `x` runs from the inline start: the right edge where the interface is read from right to left.
 * A rectangle with a `cell` is a button named by it.
 */
export type Shape =
  | {
      kind: 'rect'
      x: number
      y: number
      width: number
      height: number
      fill: Paint
      stroke?: Paint
      radius?: number
      cell?: { id: string; name: string }
    }
  | { kind: 'line'; x1: number; y1: number; x2: number; y2: number; stroke: Paint; width: number }
  | { kind: 'circle'; x: number; y: number; radius: number; fill: Paint }
  /** Filled between its points, or a line through them. */
  | { kind: 'path'; points: readonly (readonly [number, number])[]; fill?: Paint; stroke?: Paint }
  | {
      kind: 'text'
      x: number
      y: number
      text: string
      size: number
      fill: Paint
      anchor: Anchor
      bold?: boolean
      /** Cut off with an ellipsis beyond this. */
      maxWidth?: number
    }

export type Drawing = { width: number; height: number; shapes: readonly Shape[] }

/** A paint as CSS. */
export function cssOf(paint: Paint): string {
  if ('role' in paint) return `var(--color-${paint.role})`
  if ('label' in paint) return `var(--label-${paint.label}-solid)`
  const share = Math.min(1, Math.max(0, paint.share)).toFixed(3)
  return `color-mix(in srgb, var(--color-${paint.heat}) calc(var(--heat-max) * ${share}), var(--color-surface))`
}

/** Where an inline place lies from the left. */
export function leftOf(drawing: Drawing, dir: 'ltr' | 'rtl', x: number, width = 0): number {
  return dir === 'rtl' ? drawing.width - x - width : x
}
