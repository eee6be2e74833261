import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react'

/** A shortcut of the page that is open: shown under `?`, and listened for when it has an action. */
export type PageKey = {
  /** As printed on the keyboard. */
  caps: readonly string[]
  text: string
  /** `KeyboardEvent.code`: the key's place, the same under every layout. */
  code?: string
  /** With Ctrl (or Command) the key works inside fields too. */
  ctrl?: boolean
  onPress?: () => void
}

type ShownKey = Pick<PageKey, 'caps' | 'text'>

let pages: readonly (readonly ShownKey[])[] = []
let shown: readonly ShownKey[] = []
const listeners = new Set<() => void>()

function setPages(next: typeof pages): void {
  pages = next
  shown = next.flat()
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The keys of the page that is open now. */
export function useShownKeys(): readonly ShownKey[] {
  return useSyncExternalStore(subscribe, () => shown)
}

const TYPING = 'textarea, [contenteditable], input:not([type="radio"], [type="checkbox"], [type="range"])'
const OVER_PAGE = '[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]'

/** Whether a plain key belongs to what has the focus: a field, a menu, a dialog. */
export function keyIsTaken(event: KeyboardEvent): boolean {
  return isWithin(event, `${TYPING}, ${OVER_PAGE}`) || document.querySelector('.scrim') !== null
}

function isWithin(event: KeyboardEvent, selector: string): boolean {
  return event.target instanceof HTMLElement && event.target.closest(selector) !== null
}

function fits(key: PageKey, event: KeyboardEvent): boolean {
  const ctrl = event.ctrlKey || event.metaKey
  if (key.onPress === undefined || key.code !== event.code || ctrl !== (key.ctrl ?? false)) return false
  if (event.altKey || event.shiftKey || event.repeat) return false
  if (ctrl) return document.querySelector('.scrim') === null
  if (keyIsTaken(event)) return false
  // Enter presses the button or opens the link that has the focus.
  return event.code !== 'Enter' || !isWithin(event, 'button, a, [role="radio"]')
}

/** Tells `?` the shortcuts of a page, and listens for those that have an action. */
export function usePageKeys(keys: readonly PageKey[]): void {
  const latest = useRef(keys)
  const told = JSON.stringify(keys.map(({ caps, text }): ShownKey => ({ caps, text })))
  useLayoutEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    const own = JSON.parse(told) as readonly ShownKey[]
    setPages([...pages, own])
    return () => setPages(pages.filter((page) => page !== own))
  }, [told])
  // From the first paint on: a key that is pressed as soon as it is seen is not lost.
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return
      const key = latest.current.find((one) => fits(one, event))
      if (key === undefined) return
      event.preventDefault()
      key.onPress?.()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
