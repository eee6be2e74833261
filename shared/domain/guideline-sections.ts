/** A heading of guidelines with what stands under it, as Markdown. `heading` is '' for what stands before the first. */
export type GuidelineSection = { heading: string; block: string }

const HEADING = /^#{1,6} +(?<words>.*?)(?: +#+)?$/

/** Markdown cut at headings: a heading keeps what stands under it, so a found word keeps its place. */
export function guidelineSections(markdown: string): GuidelineSection[] {
  return markdown
    .split(/\n(?=#{1,6} )/)
    .filter((block) => block.trim() !== '')
    .map((block) => ({ heading: headingOf(block), block }))
}

/** The words of the heading a block begins with, without Markdown's own signs, as long as a section may be named. */
function headingOf(block: string): string {
  const [line = ''] = block.trimStart().split('\n')
  const words = HEADING.exec(line.trim())?.groups?.['words'] ?? ''
  return words.replaceAll(/[*_`]/g, '').trim().slice(0, MOST_LETTERS)
}

/** As `gold.set` takes it. */
const MOST_LETTERS = 200
