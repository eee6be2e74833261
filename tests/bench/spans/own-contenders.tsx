import { useState } from 'react'
import { flushSync } from 'react-dom'
import { createRoot, type Root } from 'react-dom/client'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import type { TextRange } from '#renderer/ui/marked-text/text-range.ts'
import { MarkedText } from '#renderer/ui/marked-text/marked-text.tsx'
import { LABEL_NAMES, type BenchSpan, type BenchText } from './bench-text.ts'
import type { Contender } from './contender.ts'

/** The text in paragraphs, nothing else: what everything is measured against. */
export function plainContender(): Contender {
  let root: HTMLElement | null = null
  return {
    name: 'plain',
    styles: [],
    mount(host, { text }) {
      root = document.createElement('div')
      root.className = 'plain'
      root.append(
        ...text.split('\n').map((line) => {
          const paragraph = document.createElement('p')
          paragraph.textContent = line
          return paragraph
        }),
      )
      host.append(root)
    },
    drawn: () => root?.childElementCount ?? 0,
    add() {},
    unmount: () => root?.remove(),
  }
}

const markOf = ({ id, start, end, label }: BenchSpan): Mark => ({
  id,
  start,
  end,
  colour: label,
  line: label > 6 ? 'dashed' : 'solid',
  name: LABEL_NAMES[label - 1] ?? '',
  keyCap: `${label}`,
})

/** Ours as the annotate screen shows it: tags, keys, pointer, a choice with its cursor, the list for screen readers. */
export function ownContender(): Contender {
  let root: Root | null = null
  let addMark: ((mark: Mark) => void) | null = null
  // A live list: asking the whole page anew would be a cost of the measuring.
  const bands = document.getElementsByClassName('marked-text-band')

  function Page({ data }: { data: BenchText }) {
    const [marks, setMarks] = useState(() => data.spans.map(markOf))
    const [selection, setSelection] = useState<TextRange | null>(() => data.extra[40] ?? null)
    const [pickedId, setPickedId] = useState<string | null>(null)
    addMark = (mark) => setMarks((before) => [...before, mark])
    return (
      <MarkedText
        text={data.text}
        tokens={data.tokens}
        dir="rtl"
        lang="ur"
        typeface="nastaliq"
        fontSizePx={27}
        lineHeight={2.6}
        marks={marks}
        pickedId={pickedId}
        selection={selection}
        readOnly={false}
        labels={{ text: 'متن', marks: 'نشان', announcement: '' }}
        onPick={setPickedId}
        onSelect={setSelection}
        onResize={() => {}}
      />
    )
  }

  return {
    name: 'nishan',
    styles: [],
    mount(host, data) {
      const made = createRoot(host)
      root = made
      flushSync(() => made.render(<Page data={data} />))
    },
    drawn: () => bands.length,
    add: (span) => flushSync(() => addMark?.(markOf(span))),
    unmount() {
      root?.unmount()
      root = null
    },
  }
}
