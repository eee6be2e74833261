import {
  useEffect,
  useImperativeHandle,
  useLayoutEffect,
  useMemo,
  useRef,
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
} from 'react'
import type { KeyLike } from './key-commands.ts'
import type { MarkedTextEvents, MarkedTextState } from './marked-text-state.ts'
import { MarkedTextView } from './marked-text-view.ts'
import type { TextRange } from './text-range.ts'
import './mark-colours.css'
import './marked-text.css'

export type MarkedTextHandle = {
  focus(): void
  /** Lets the page hand its keys on while the focus is elsewhere; true when the key was used. */
  handleKey(key: KeyLike): boolean
  revealRange(range: TextRange): void
}

/** Words for people who hear the screen, in the interface's language. */
export type MarkedTextLabels = {
  readonly text: string
  readonly marks: string
  /** Spoken when it changes: what is chosen or picked now. */
  readonly announcement: string
}

export type MarkedTextProps = MarkedTextState &
  MarkedTextEvents & { readonly labels: MarkedTextLabels; readonly ref?: Ref<MarkedTextHandle> }

/**
 * A text with spans drawn under it, word selection, and edges to adjust. Keys: `readTextKey`; pointer: `TextPointer`.
 * React keeps three empty elements; everything inside them is drawn by `MarkedTextView`.
 */
export function MarkedText({ labels, ref, ...props }: MarkedTextProps) {
  const rootRef = useRef<HTMLDivElement>(null)
  const blocksRef = useRef<HTMLDivElement>(null)
  const listRef = useRef<HTMLUListElement>(null)
  const viewRef = useRef<MarkedTextView | null>(null)

  useLayoutEffect(() => {
    const [root, blocks, list] = [rootRef.current, blocksRef.current, listRef.current]
    if (root === null || blocks === null || list === null) return
    viewRef.current ??= new MarkedTextView({ root, blocks, list })
    viewRef.current.update(props, props)
  })

  useEffect(
    () => () => {
      viewRef.current?.destroy()
      viewRef.current = null
    },
    [],
  )

  useImperativeHandle(
    ref,
    () => ({
      focus: () => rootRef.current?.focus({ preventScroll: true }),
      handleKey: (key) => viewRef.current?.handleKey(key) ?? false,
      revealRange: (range) => viewRef.current?.revealRange(range),
    }),
    [],
  )

  const { text, marks, announcement } = labels
  const { lang } = props
  // Kept as it is while only spans change: React then has nothing to compare and nothing to commit.
  return useMemo(
    () => (
      <div className="marked-text">
        <div
          ref={rootRef}
          className="marked-text-page"
          role="group"
          aria-label={text}
          tabIndex={0}
          onKeyDown={(event) => takeKey(viewRef.current, event)}
          onCopy={(event) => copyChoice(viewRef.current, event)}
        >
          <div ref={blocksRef} className="marked-text-blocks" />
        </div>
        <ul ref={listRef} className="marked-text-list" aria-label={marks} lang={lang} />
        <div className="marked-text-spoken" aria-live="polite">
          {announcement}
        </div>
      </div>
    ),
    [text, marks, announcement, lang],
  )
}

function takeKey(view: MarkedTextView | null, event: KeyboardEvent): void {
  if (view?.handleKey(event) !== true) return
  event.preventDefault()
  event.stopPropagation()
}

/** Nothing is natively selected, so the chosen words are put on the clipboard here, in logical order. */
function copyChoice(view: MarkedTextView | null, event: ClipboardEvent): void {
  if (view === null || view.state.selection === null) return
  const { selection, text } = view.state
  event.clipboardData.setData('text/plain', text.slice(selection.start, selection.end))
  event.preventDefault()
}
