import { useEffect, useRef } from 'react'

/** Enter adds the texts, wherever no control has the focus that Enter belongs to. */
export function useAddKey(enabled: boolean, add: () => void): void {
  const latest = useRef({ enabled, add })
  useEffect(() => {
    latest.current = { enabled, add }
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.isComposing || event.repeat || !latest.current.enabled) return
      const target = event.target instanceof HTMLElement ? event.target : null
      if (target?.closest('button, a, input, textarea, [role="dialog"], [role="alertdialog"], [role="listbox"]')) return
      event.preventDefault()
      latest.current.add()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
