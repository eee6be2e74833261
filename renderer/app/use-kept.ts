import { useEffect, useRef } from 'react'

/** Longest time that a change waits to be written, also while typing goes on. */
const KEEP_EVERY_MS = 250

type Kept = { text: string; written: string; write: (text: string) => Promise<void>; timer: number | null }

/**
 * Writes an unfinished text while it is being changed, and at once when the page is left or hidden.
 * `written`: what is stored already.
 */
export function useKept(text: string, written: string, write: (text: string) => Promise<void>): void {
  const kept = useRef<Kept>({ text, written, write, timer: null })
  useEffect(() => {
    Object.assign(kept.current, { text, write })
    keepSoon(kept.current)
  })
  useEffect(() => {
    const last = kept.current
    const leave = () => keep(last)
    document.addEventListener('visibilitychange', leave)
    window.addEventListener('pagehide', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [])
}

function keepSoon(kept: Kept): void {
  if (kept.timer !== null || kept.text === kept.written) return
  kept.timer = window.setTimeout(() => keep(kept), KEEP_EVERY_MS)
}

function keep(kept: Kept): void {
  if (kept.timer !== null) clearTimeout(kept.timer)
  kept.timer = null
  if (kept.text === kept.written) return
  kept.written = kept.text
  void kept.write(kept.text)
}
