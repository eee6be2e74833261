import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { localeDirection } from '#renderer/i18n/format.ts'
import type { LabelsEditor } from './use-labels-editor.ts'

const WRITING = 'input, textarea, select, [role="menu"], [role="listbox"]'

/**
 * Ctrl+S applies, Ctrl+Z and Ctrl+Shift+Z go back and forth, N begins a new label. By the key's place,
 * and before the list's own search by letters sees them.
 */
export function useLabelsKeys(editor: LabelsEditor): void {
  useHelpKeys()
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

/** What `?` shows. The keys themselves are heard here and in the list. */
function useHelpKeys(): void {
  const { t } = useTranslation(['labels', 'task-history'])
  const { locale } = useSettings()
  const [inwards, outwards] = localeDirection(locale) === 'rtl' ? ['←', '→'] : ['→', '←']
  usePageKeys([
    { caps: ['N'], text: t('newLabel') },
    { caps: ['Enter'], text: t('keys.edit') },
    { caps: ['Alt', '↑'], text: t('move.up') },
    { caps: ['Alt', '↓'], text: t('move.down') },
    { caps: ['Alt', inwards], text: t('move.in') },
    { caps: ['Alt', outwards], text: t('move.out') },
    { caps: ['Del'], text: t('deleteLabel') },
    { caps: ['Ctrl', 'Z'], text: t('keys.undo') },
    { caps: ['Ctrl', 'Shift', 'Z'], text: t('keys.redo') },
    { caps: ['Ctrl', 'S'], text: t('task-history:draft.apply') },
  ])
}
