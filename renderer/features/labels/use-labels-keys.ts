import { useEffect, useRef } from 'react'
import type { LabelsEditor } from './use-labels-editor.ts'

const WRITING = 'input, textarea, select, [role="menu"], [role="listbox"]'

/**
 * Ctrl+S applies, Ctrl+Z and Ctrl+Shift+Z go back and forth, N begins a new label. By the key's place,
 * and before the list's own search by letters sees them.
 */
export function useLabelsKeys(editor: LabelsEditor): void {
  const latest = useRef(editor)
  useEffect(() => {
    latest.current = editor
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('.scrim')) return
      const target = event.target instanceof HTMLElement ? event.target : null
      if (!handle(event, latest.current, Boolean(target?.closest(WRITING)))) return
      event.preventDefault()
      event.stopPropagation()
    }
    document.addEventListener('keydown', listen, true)
    return () => document.removeEventListener('keydown', listen, true)
  }, [])
}

/** True when the key was used. */
function handle(event: KeyboardEvent, editor: LabelsEditor, writing: boolean): boolean {
  if (event.ctrlKey || event.metaKey) {
    if (event.altKey) return false
    if (event.code === 'KeyS' && !event.shiftKey) editor.apply()
    else if (event.code === 'KeyZ' && !event.shiftKey) editor.undo()
    else if (event.code === 'KeyZ' || event.code === 'KeyY') editor.redo()
    else return false
    return true
  }
  if (writing || event.altKey || event.shiftKey || event.code !== 'KeyN' || editor.selected === null) return false
  editor.setAdding(editor.selected.question)
  return true
}
