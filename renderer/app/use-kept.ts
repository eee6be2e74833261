import { useEffect, useRef } from 'react'
import { KeptText, type WriteText } from './kept-text.ts'
import { useServices } from './services-context.ts'

/**
 * Writes an unfinished text while it is being changed, and at once when the page is left or hidden.
 * `written`: what is stored already.
 */
export function useKept(text: string, written: string, write: WriteText): void {
  const { unsaved } = useServices()
  const latest = useRef({ text, written, write })
  const kept = useRef<KeptText | null>(null)
  useEffect(() => {
    latest.current = { text, written, write }
    kept.current?.set(text, write)
  })
  useEffect(() => {
    const now = latest.current
    const opened = new KeptText(now.written, now.write, unsaved)
    opened.set(now.text, now.write)
    kept.current = opened
    const leave = () => void opened.flush()
    document.addEventListener('visibilitychange', leave)
    window.addEventListener('pagehide', leave)
    return () => {
      document.removeEventListener('visibilitychange', leave)
      window.removeEventListener('pagehide', leave)
      kept.current = null
      void opened.close()
    }
  }, [unsaved])
}
