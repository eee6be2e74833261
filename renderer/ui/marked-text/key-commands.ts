import type { EdgeMove } from './mark-edges.ts'
import type { SelectionCommand, SelectionStep, Towards } from './selection-model.ts'
import type { Direction } from './text-blocks.ts'

export type KeyLike = {
  readonly code: string
  readonly shiftKey: boolean
  readonly altKey: boolean
  readonly ctrlKey: boolean
  readonly metaKey: boolean
}

export type TextCommand =
  | SelectionCommand
  | { readonly kind: 'edge'; readonly move: EdgeMove }
  | { readonly kind: 'pick'; readonly towards: Towards }

/**
 * The keys of the text, by `KeyboardEvent.code`, so they work under any keyboard layout:
 *
 * - Left, Right: next or previous word in reading direction. Up, Down: the word above or below. Home, End: the line's
 *   first and last word. Ctrl (or Cmd) with an arrow: by paragraph, with Home or End: the text's ends.
 * - Shift extends the choice. Alt with Left or Right goes by letter (grapheme).
 * - Esc clears.
 * - `[` moves the start of the picked span outwards by a word, `]` its end; Shift moves them inwards; Alt by letter.
 * - `,` and `.` pick the previous and the next span.
 */
export function readTextKey(key: KeyLike, dir: Direction): TextCommand | null {
  const command = key.ctrlKey || key.metaKey
  switch (key.code) {
    case 'ArrowLeft':
    case 'ArrowRight': {
      const towards: Towards = (key.code === 'ArrowRight') === (dir === 'ltr') ? 'next' : 'previous'
      return move(command ? 'paragraph' : key.altKey ? 'grapheme' : 'word', towards, key)
    }
    case 'ArrowUp':
    case 'ArrowDown':
      if (key.altKey) return null
      return move(command ? 'paragraph' : 'line', key.code === 'ArrowDown' ? 'next' : 'previous', key)
    case 'Home':
    case 'End':
      if (key.altKey) return null
      return move(command ? 'text' : 'line-edge', key.code === 'End' ? 'next' : 'previous', key)
    case 'Escape':
      return { kind: 'clear' }
    case 'BracketLeft':
    case 'BracketRight':
      if (command) return null
      return {
        kind: 'edge',
        move: {
          edge: key.code === 'BracketLeft' ? 'start' : 'end',
          by: key.altKey ? 'grapheme' : 'word',
          grow: !key.shiftKey,
        },
      }
    case 'Comma':
    case 'Period':
      if (command || key.altKey || key.shiftKey) return null
      return { kind: 'pick', towards: key.code === 'Period' ? 'next' : 'previous' }
    default:
      return null
  }
}

function move(step: SelectionStep, towards: Towards, key: KeyLike): SelectionCommand {
  return { kind: 'move', step, towards, extend: key.shiftKey }
}
