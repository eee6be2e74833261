import { useEffect, useRef } from 'react'
import type { MarkedTextHandle } from '#renderer/ui/marked-text/marked-text.tsx'
import type { Answering } from '#renderer/app/answering/use-answering.ts'
import type { TaskLabel } from '#renderer/app/answering/task-labels.ts'
import type { WorkSession } from './work-session.ts'

export type PanelTab = 'guidelines' | 'spans' | 'comments'
export type AnnotateDialog = 'keys' | 'jump' | 'labels' | 'search' | 'batches' | 'lead-comments' | null

export type KeyActions = {
  session: WorkSession
  answering: Answering
  labels: readonly TaskLabel[]
  /** The text that takes the arrow keys: the first one, or the one last used. */
  text: () => MarkedTextHandle | null
  openDialog(dialog: AnnotateDialog): void
  openTab(tab: PanelTab): void
  toggleGuidelines(): void
  newLabel(): void
  turn(way: 'undo' | 'redo'): void
}

const BUSY =
  'input, textarea, select, [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"], [role="slider"]'

/** Keys of the annotate screen, by `KeyboardEvent.code`, so that they work under any keyboard layout. */
export function useAnnotateKeys(actions: KeyActions): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const target = event.target instanceof HTMLElement ? event.target : null
      if (target?.closest(BUSY) || document.querySelector('.scrim')) return
      if (handle(event, latest.current, target)) event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

/** True when the key was used. */
function handle(event: KeyboardEvent, actions: KeyActions, target: HTMLElement | null): boolean {
  const command = event.ctrlKey || event.metaKey
  if (command && event.code === 'KeyZ') {
    actions.turn(event.shiftKey ? 'redo' : 'undo')
    return true
  }
  if (command && event.code === 'KeyY') {
    actions.turn('redo')
    return true
  }
  // Enter and Space press a focused button or tab; everywhere else Enter means done.
  if ((event.code === 'Enter' || event.code === 'Space') && target?.closest('button, a, [role="tab"]')) return false
  if (!command && !event.altKey && plainKey(event, actions)) return true
  if (target?.closest('[role="tablist"], [role="radiogroup"]')) return false
  return actions.text()?.handleKey(event) ?? false
}

function plainKey(event: KeyboardEvent, actions: KeyActions): boolean {
  const { session, answering } = actions
  if (event.key === '?' || (event.shiftKey && event.code === 'Slash')) return done(() => actions.openDialog('keys'))
  if (event.shiftKey) return false
  switch (event.code) {
    case 'Enter':
    case 'NumpadEnter':
      return done(() => answering.finish('done'))
    case 'PageUp':
      return done(() => void session.step(-1))
    case 'PageDown':
      return done(() => void session.step(1))
    case 'Delete':
    case 'Backspace':
      return answering.picked === null ? false : done(() => answering.picked && answering.remove(answering.picked.id))
    case 'Escape':
      return done(() => answering.clear())
    case 'Slash':
      return done(() => actions.openDialog('search'))
    default:
      return letterKey(event, actions)
  }
}

function letterKey(event: KeyboardEvent, actions: KeyActions): boolean {
  const { answering } = actions
  const code = event.code.startsWith('Numpad') ? event.code.replace('Numpad', 'Digit') : event.code
  const label = actions.labels.find((one) => one.code === code)
  if (label) return done(() => answering.press(label))
  const byCode: Record<string, () => void> = {
    KeyS: () => answering.finish('skipped'),
    KeyD: () => answering.finish('unsure'),
    KeyL: () => answering.finish('notLanguage'),
    KeyX: () => answering.finish('unreadable'),
    KeyF: () => answering.toggleFlag(),
    KeyA: () => answering.acceptSuggestions(),
    KeyC: () => actions.openTab('comments'),
    KeyG: () => actions.toggleGuidelines(),
    KeyJ: () => actions.openDialog('jump'),
    KeyK: () => actions.openDialog('labels'),
    KeyB: () => actions.openDialog('batches'),
    KeyM: () => actions.openDialog('lead-comments'),
    KeyN: () => actions.newLabel(),
  }
  const action = byCode[code]
  return action === undefined ? false : done(action)
}

function done(action: () => unknown): true {
  action()
  return true
}
