import { useEffect, useRef } from 'react'

/** `N` makes a project, wherever no field has the focus. Bound to the key's place, not its letter. */
export function useProjectKeys(actions: { onNew: () => void }): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof HTMLElement ? event.target : null
      const busy = target?.closest(
        'input, textarea, select, [role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]',
      )
      if (busy || event.ctrlKey || event.altKey || event.metaKey) return
      if (event.code === 'KeyN') {
        event.preventDefault()
        latest.current.onNew()
      }
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
