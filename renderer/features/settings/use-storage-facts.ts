import { useEffect, useState } from 'react'
import { useServices } from '#renderer/app/services-context.ts'
import type { StorageFacts } from '#renderer/platform/platform-port.ts'

/** What the machine says about our storage, read when the page opens and after each question. */
export function useStorageFacts(): {
  facts: StorageFacts | 'unknown' | null
  /** The browser was asked again on this page. */
  asked: boolean
  ask: () => Promise<void>
} {
  const { platform } = useServices()
  const [facts, setFacts] = useState<StorageFacts | 'unknown' | null>(null)
  const [asked, setAsked] = useState(false)
  useEffect(() => {
    let over = false
    const show = (next: StorageFacts | 'unknown') => {
      if (!over) setFacts(next)
    }
    platform.storageFacts().then(show, () => show('unknown'))
    return () => {
      over = true
    }
  }, [platform])
  const ask = async () => {
    await platform.askForPersistence()
    setFacts(await platform.storageFacts().catch(() => 'unknown' as const))
    setAsked(true)
  }
  return { facts, asked, ask }
}
