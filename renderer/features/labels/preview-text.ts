import type { LabelId } from '#shared/base/ids.ts'
import type { Item } from '#shared/domain/item.ts'
import type { Label } from '#shared/domain/label.ts'
import { tokenise } from '#shared/text/tokens.ts'

/** A text to show labels on, as the annotate screen would show it. */
export type PreviewText = { text: string; tokens: readonly number[]; language: string }
export type SpansPreviewText = PreviewText & { ranges: { label: Label; start: number; end: number }[] }

/** Written for this screen: an outer name, a name inside it, and one apart. */
const SAMPLES: Readonly<Record<string, { text: string; marked: readonly string[] }>> = {
  ur: {
    text: 'سٹی سکول ملتان کو محکمۂ تعلیم نے نئی کتابیں دیں۔',
    marked: ['سٹی سکول ملتان', 'ملتان', 'محکمۂ تعلیم', 'کتابیں'],
  },
  en: {
    text: 'The education department gave City School Multan new books.',
    marked: ['City School Multan', 'Multan', 'education department', 'books'],
  },
  'ur-Latn': {
    text: 'City School Multan ko mehkma-e-taleem ne nayi kitabein dein.',
    marked: ['City School Multan', 'Multan', 'mehkma-e-taleem', 'kitabein'],
  },
}
/** More labels than this make the preview a list, not a sentence. */
const MOST_EXAMPLES = 6
/** About one line of the preview. */
const LONGEST_TEXT = 56

function sampleOf(language: string): { text: string; language: string; marked: readonly string[] } {
  const code = language in SAMPLES ? language : 'ur'
  const sample = SAMPLES[code] ?? { text: '', marked: [] }
  return { ...sample, language: code }
}

function made(text: string, language: string): PreviewText {
  return { text, tokens: tokenise(text, language), language }
}

/** The label's own example where one was written; otherwise as `plainPreview`. */
export function choicePreview(example: string, texts: Item['texts'] | null, language: string): PreviewText {
  return example.trim() === '' ? plainPreview(texts, language) : made(example.trim(), language)
}

/** The project's own first text, cut to a line between words; a sample sentence where there is none. */
function plainPreview(texts: Item['texts'] | null, language: string): PreviewText {
  const [own] = Object.values(texts ?? {})
  if (own === undefined || own.text.trim() === '') return made(sampleOf(language).text, sampleOf(language).language)
  const [paragraph = ''] = own.text.trim().split('\n')
  if (paragraph.length <= LONGEST_TEXT) return made(paragraph, own.language)
  const cut = paragraph.lastIndexOf(' ', LONGEST_TEXT)
  return made(`${paragraph.slice(0, cut > 0 ? cut : LONGEST_TEXT)}…`, own.language)
}

/**
 * Labels on words: on their own examples, one after another, where any were written; otherwise on a
 * sample sentence. The label that is being edited comes first, so that it is always seen.
 */
export function spansPreview(
  labels: readonly Label[],
  options: { selected: LabelId | null; texts: Item['texts'] | null; language: string },
): SpansPreviewText {
  const { selected, texts, language } = options
  const first = labels.filter(({ id }) => id === selected)
  const ordered = [...first, ...labels.filter(({ id }) => id !== selected)]
  const shown = ordered.filter(({ example }) => example.trim() !== '').slice(0, MOST_EXAMPLES)
  const unseen = first.some(({ example }) => example.trim() === '')
  if (shown.length > 0 && !unseen) return examplesPreview(shown, language)
  if (labels.length === 0) return { ...plainPreview(texts, language), ranges: [] }
  const sample = sampleOf(language)
  const ranges = sample.marked.flatMap((words, index) => {
    const label = ordered[index]
    const start = sample.text.indexOf(words)
    return label === undefined ? [] : [{ label, start, end: start + words.length }]
  })
  return { ...made(sample.text, sample.language), ranges }
}

function examplesPreview(labels: readonly Label[], language: string): SpansPreviewText {
  const comma = /[\u0600-\u06FF]/.test(labels[0]?.example ?? '') ? '، ' : ', '
  const ranges: SpansPreviewText['ranges'] = []
  let text = ''
  for (const label of labels) {
    if (text !== '') text += comma
    const example = label.example.trim().replaceAll('\n', ' ')
    ranges.push({ label, start: text.length, end: text.length + example.length })
    text += example
  }
  return { ...made(text, language), ranges }
}
