import { useEffect, useRef } from 'react'

/** Enter starts the sample, 2 (outside the name field) one's own file. */
export function useStartKeys(actions: { onEnter: () => void; onTwo: () => void }): void {
  const latest = useRef(actions)
  useEffect(() => {
    latest.current = actions
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (document.querySelector('.scrim') !== null) return
      const target = event.target instanceof HTMLElement ? event.target : null
      const inField = target?.tagName === 'INPUT'
      if (event.code === 'Enter' && (inField || target === document.body)) {
        event.preventDefault()
        latest.current.onEnter()
      } else if (event.code === 'Digit2' && !inField) latest.current.onTwo()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
