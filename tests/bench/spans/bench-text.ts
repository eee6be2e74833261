import { tokensOf } from '#tests/support/tokens-of.ts'
import { urduSentences } from '../urdu-sentences.ts'

export type BenchSpan = { readonly id: string; readonly start: number; readonly end: number; readonly label: number }
export type BenchText = {
  readonly text: string
  readonly tokens: number[]
  readonly spans: BenchSpan[]
  /** Free words near the top of the text, in order: the spans that are added one by one. */
  readonly extra: BenchSpan[]
}

export const LABEL_NAMES = ['شخص', 'جگہ', 'ادارہ', 'عہدہ', 'تاریخ', 'رقم', 'بیماری', 'واقعہ'] as const

const LENGTH = 20_000
const PARAGRAPHS = 42
const SPANS = 2000
const EXTRA = 60

/** 20,000 characters in 42 paragraphs with 2,000 spans that do not overlap (one peer cannot show overlaps), always the same. */
export function benchText(): BenchText {
  const { random, sentence } = urduSentences(20_251_125)
  const paragraphs = Array.from({ length: PARAGRAPHS }, () => {
    let paragraph = sentence()
    while (paragraph.length < LENGTH / PARAGRAPHS - 40) paragraph += ` ${sentence()}`
    return paragraph
  })
  const text = paragraphs.join('\n')
  const tokens = tokensOf(text)
  const words: { start: number; end: number }[] = []
  let offset = 0
  tokens.forEach((length, index) => {
    if (index % 2 === 1) words.push({ start: offset, end: offset + length })
    offset += length
  })
  return { text, tokens, ...pickSpans(words, random) }
}

/** Every word is marked with the same chance; neighbours never join, so that about half of the words stay free. */
function pickSpans(
  words: { start: number; end: number }[],
  random: (limit: number) => number,
): Pick<BenchText, 'spans' | 'extra'> {
  const wanted = new Set<number>()
  while (wanted.size < Math.min(SPANS, words.length - EXTRA * 3)) wanted.add(random(words.length))
  const span = (word: number, prefix: string): BenchSpan => ({
    id: `${prefix}${word}`,
    ...(words[word] ?? { start: 0, end: 0 }),
    label: (word % LABEL_NAMES.length) + 1,
  })
  const free = words.map((_, word) => word).filter((word) => !wanted.has(word))
  return {
    spans: [...wanted].sort((a, b) => a - b).map((word) => span(word, 's')),
    extra: free.slice(0, EXTRA).map((word) => span(word, 'x')),
  }
}

/** The first paragraphs as a text of their own: what contenders warm up on. */
export function firstParagraphs({ text, spans, extra }: BenchText, count: number): BenchText {
  const little = text.split('\n').slice(0, count).join('\n')
  return { text: little, tokens: tokensOf(little), spans: spans.filter(({ end }) => end <= little.length), extra }
}
