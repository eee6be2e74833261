import { useEffect, useRef } from 'react'

/** Typing settles for so long before it is written. */
const KEEP_DELAY_MS = 250

type Kept = { text: string; written: string; write: (text: string) => Promise<void> }

/** Writes an unfinished text after a pause, and at once when the page is left. `written`: what is stored already. */
export function useKept(text: string, written: string, write: (text: string) => Promise<void>): void {
  const kept = useRef<Kept>({ text, written, write })
  useEffect(() => {
    Object.assign(kept.current, { text, write })
    const timer = setTimeout(() => keep(kept.current), KEEP_DELAY_MS)
    return () => clearTimeout(timer)
  })
  useEffect(() => {
    const last = kept.current
    return () => keep(last)
  }, [])
}

function keep(kept: Kept): void {
  if (kept.text === kept.written) return
  kept.written = kept.text
  void kept.write(kept.text)
}
