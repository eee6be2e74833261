import { useEffect, useRef } from 'react'

/** `N` makes a project, Enter goes on with the last one, wherever no control has the focus. Bound to a key's place. */
export function useProjectKeys(actions: { onNew: () => void; onContinue: () => void }): void {
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
      } else if (event.code === 'Enter' && !event.repeat && !target?.closest('button, a')) {
        event.preventDefault()
        latest.current.onContinue()
      }
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
