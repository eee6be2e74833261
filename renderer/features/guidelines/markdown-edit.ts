export const FORMATS = ['heading', 'bold', 'list', 'correct', 'incorrect'] as const
export type Format = (typeof FORMATS)[number]

/** Marked letters of the text, UTF-16. Both ends are equal where nothing is marked. */
export type TextSelection = { start: number; end: number }

/** A replacement in the text, and what is marked after it. */
export type TextEdit = { from: number; to: number; insert: string; selection: TextSelection }

/** Words that stand in the text itself, so in the project's language, not the interface's. */
export type FormatWords = { bold: string; correct: string; incorrect: string }

const PREFIX = /^(?:#{1,6} |- (?:[✓✗] (?:[^:\n]{1,20}: )?)?)/

/** What a formatting button does to a Markdown text: pressed again it takes the format away. */
export function formatText(text: string, selection: TextSelection, format: Format, words: FormatWords): TextEdit {
  switch (format) {
    case 'bold':
      return toggleBold(text, selection, words.bold)
    case 'heading':
      return toggleLines(text, selection, '# ')
    case 'list':
      return toggleLines(text, selection, '- ')
    case 'correct':
      return toggleLines(text, selection, `- ✓ ${words.correct}`)
    case 'incorrect':
      return toggleLines(text, selection, `- ✗ ${words.incorrect}`)
  }
}

function toggleBold(text: string, { start, end }: TextSelection, placeholder: string): TextEdit {
  const before = text.slice(Math.max(0, start - 2), start)
  const after = text.slice(end, end + 2)
  if (before === '**' && after === '**') {
    const chosen = text.slice(start, end)
    return { from: start - 2, to: end + 2, insert: chosen, selection: { start: start - 2, end: end - 2 } }
  }
  const words = start === end ? placeholder : text.slice(start, end)
  // Markdown knows no bold that begins or ends with a space.
  const lead = words.length - words.trimStart().length
  const core = words.trim()
  if (core === '') return { from: end, to: end, insert: '', selection: { start, end } }
  const insert = `${words.slice(0, lead)}**${core}**${words.slice(lead + core.length)}`
  const inner = start + lead + 2
  return { from: start, to: end, insert, selection: { start: inner, end: inner + core.length } }
}

/** Puts a sign before every marked line in place of what stood there, or takes it away where all have it. */
function toggleLines(text: string, { start, end }: TextSelection, prefix: string): TextEdit {
  const from = text.lastIndexOf('\n', start - 1) + 1
  const lineEnd = text.indexOf('\n', Math.max(start, end - 1))
  const to = lineEnd === -1 ? text.length : lineEnd
  const lines = text.slice(from, to).split('\n')
  const filled = lines.filter((line) => line.trim() !== '' || lines.length === 1)
  const all = filled.every((line) => prefixOf(line) === prefix)
  const changed = lines.map((line) => {
    if (line.trim() === '' && lines.length > 1) return line
    const bare = line.slice(prefixOf(line).length)
    return all ? bare : prefix + bare
  })
  const insert = changed.join('\n')
  const at = from + insert.length
  return { from, to, insert, selection: lines.length === 1 ? { start: at, end: at } : { start: from, end: at } }
}

function prefixOf(line: string): string {
  return PREFIX.exec(line)?.[0] ?? ''
}

/** The text after an edit, where the field cannot make it itself. */
export function editedText(text: string, { from, to, insert }: TextEdit): string {
  return text.slice(0, from) + insert + text.slice(to)
}
