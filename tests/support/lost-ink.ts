import type { Page } from '@playwright/test'

export type InkCount = { readonly ink: number; readonly lost: number }

/** A channel may differ this much from the text colour where the pixel is wholly covered by a letter. */
const INK_TOLERANCE = 24
/** From this difference on, an ink pixel has vanished. */
const LOST_FROM = 48

/**
 * Counts the pixels that are letter in `alone` (text without overlay, same colours) and no longer in `drawn`.
 * Takes the shots of one element on one page; the decoding is done in the page, so no image library is needed.
 */
export async function countLostInk(
  page: Page,
  shots: { alone: Buffer; drawn: Buffer },
  textColour: readonly [number, number, number],
): Promise<InkCount> {
  return page.evaluate(
    async ({ alone, drawn, colour, tolerance, lostFrom }) => {
      const decoded = [alone, drawn].map(async (base64): Promise<ImageData> => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0)
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
        const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')
        if (context === null) throw new Error('No canvas to decode with')
        context.drawImage(bitmap, 0, 0)
        return context.getImageData(0, 0, bitmap.width, bitmap.height)
      })
      const [before, after] = await Promise.all(decoded)
      if (before === undefined || after === undefined) throw new Error('A shot is missing')
      if (before.width !== after.width || before.height !== after.height) throw new Error('The shots differ in size')
      const distance = (data: Uint8ClampedArray, at: number): number =>
        Math.max(...colour.map((channel, index) => Math.abs((data[at + index] ?? 0) - channel)))
      let ink = 0
      let lost = 0
      for (let at = 0; at < before.data.length; at += 4) {
        if (distance(before.data, at) > tolerance) continue
        ink += 1
        if (distance(after.data, at) >= lostFrom) lost += 1
      }
      return { ink, lost }
    },
    {
      alone: shots.alone.toString('base64'),
      drawn: shots.drawn.toString('base64'),
      colour: [...textColour],
      tolerance: INK_TOLERANCE,
      lostFrom: LOST_FROM,
    },
  )
}
