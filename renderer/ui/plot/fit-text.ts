let context: CanvasRenderingContext2D | null = null

/** The font of the interface at a size, as canvases take it. */
export function plotFont(size: number, bold: boolean): string {
  const family = getComputedStyle(document.body).fontFamily
  return `${bold ? 650 : 400} ${size}px ${family}`
}

/** The text, or as much of it as fits, with an ellipsis. Never used for Nastaliq, whose words it would break. */
export function fitText(text: string, maxWidth: number | undefined, { size, bold }: { size: number; bold: boolean }) {
  if (maxWidth === undefined) return text
  context ??= document.createElement('canvas').getContext('2d')
  if (context === null) return text
  context.font = plotFont(size, bold)
  if (context.measureText(text).width <= maxWidth) return text
  const letters = Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment)
  let least = 0
  let most = letters.length
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (context.measureText(`${letters.slice(0, middle).join('')}…`).width <= maxWidth) least = middle
    else most = middle - 1
  }
  return `${letters.slice(0, least).join('')}…`
}
