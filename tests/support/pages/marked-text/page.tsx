import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { flushSync } from 'react-dom'
import '#renderer/styles/fonts.css'
import '#renderer/styles/tokens.css'
import '#renderer/styles/label-colours.css'
import '#renderer/styles/base.css'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import type { MarkedTextState } from '#renderer/ui/marked-text/marked-text-state.ts'
import { MarkedText, type MarkedTextHandle } from '#renderer/ui/marked-text/marked-text.tsx'
import { tokensOf } from '#tests/support/tokens-of.ts'
import './page.css'
import { NEWS, newsMarks } from './samples.ts'

/** What the tests drive: the state of a page around one MarkedText, and a record of its events. */
export type MarkedTextHarness = {
  set(changes: Partial<MarkedTextState>): void
  state(): MarkedTextState
  events: { name: 'pick' | 'select' | 'resize'; value: unknown }[]
  handle(): MarkedTextHandle | null
}

declare global {
  var harness: MarkedTextHarness
}

const first: MarkedTextState = {
  text: NEWS,
  tokens: tokensOf(NEWS),
  dir: 'rtl',
  lang: 'ur',
  typeface: 'nastaliq',
  fontSizePx: 27,
  lineHeight: 2.6,
  marks: newsMarks('ur'),
  pickedId: null,
  selection: null,
  readOnly: false,
}

function record(name: 'pick' | 'select' | 'resize', value: unknown): void {
  globalThis.harness.events.push({ name, value })
}

function Harness() {
  const [state, setState] = useState(first)
  const ref = useRef<MarkedTextHandle>(null)
  const current = useRef(state)
  useLayoutEffect(() => {
    current.current = state
  })
  const change = useCallback(
    (changes: Partial<MarkedTextState>) => setState((before) => ({ ...before, ...changes })),
    [],
  )
  useLayoutEffect(() => {
    globalThis.harness = {
      set: (changes) =>
        flushSync(() => change(changes.text === undefined ? changes : { tokens: tokensOf(changes.text), ...changes })),
      state: () => current.current,
      events: [],
      handle: () => ref.current,
    }
  }, [change])
  // The least a page does with label keys: a span from the choice.
  useEffect(() => {
    const onKey = ({ code }: KeyboardEvent) => {
      const { selection, marks } = current.current
      if (!/^Digit[1-8]$/.test(code) || selection === null) return
      const colour = Number(code.slice(5))
      const mark: Mark = { id: `key-${marks.length}`, ...selection, colour, line: 'solid', name: `لیبل ${colour}` }
      change({ marks: [...marks, mark], selection: null })
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [change])
  const resize = (id: string, range: { start: number; end: number }) =>
    setState((before) => ({
      ...before,
      marks: before.marks.map((mark: Mark) => (mark.id === id ? { ...mark, ...range } : mark)),
    }))
  return (
    <div className="sheet" lang={state.lang} dir={state.dir}>
      <MarkedText
        {...state}
        ref={ref}
        labels={{ text: 'متن', marks: 'نشان', announcement: state.selection === null ? '' : 'چُنا ہوا' }}
        onPick={(id) => {
          record('pick', id)
          change({ pickedId: id })
        }}
        onSelect={(range, source) => {
          record('select', { range, source })
          change({ selection: range })
        }}
        onResize={(id, range) => {
          record('resize', { id, ...range })
          resize(id, range)
        }}
      />
    </div>
  )
}

const query = new URLSearchParams(location.search)
document.documentElement.dataset['theme'] = query.get('theme') ?? 'light'
document.documentElement.lang = query.get('lang') ?? 'ur'
const host = document.getElementById('page')
if (host === null) throw new Error('The harness page has no host element')
createRoot(host).render(<Harness />)
