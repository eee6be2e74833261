import { useLayoutEffect, useRef } from 'react'
import type { TaskLabel } from '#renderer/app/answering/task-labels.ts'
import type { Answering } from '#renderer/app/answering/use-answering.ts'
import { keyIsTaken } from '#renderer/app/page-keys.ts'
import type { MarkedTextHandle } from '#renderer/ui/marked-text/marked-text.tsx'

export type WritingKeys = {
  answering: Answering
  labels: readonly TaskLabel[]
  text: () => MarkedTextHandle | null
  /** `all`: what stands is the whole answer. */
  end(all: boolean): void
  neither(): unknown
  openLabels(): void
}

/** Keys while a gold answer is written: those of the text and its labels, by `KeyboardEvent.code`, as on the work screen. */
export function useWritingKeys(keys: WritingKeys): void {
  const latest = useRef(keys)
  useLayoutEffect(() => {
    latest.current = keys
  })
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || keyIsTaken(event)) return
      const onButton = event.target instanceof HTMLElement && event.target.closest('button, a') !== null
      if (onButton && (event.code === 'Enter' || event.code === 'Space')) return
      if (take(event, latest.current)) event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}

/** True when the key was used. */
function take(event: KeyboardEvent, keys: WritingKeys): boolean {
  const plain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey
  if (plain && plainKey(event.code, keys)) return true
  if ((event.ctrlKey || event.metaKey) && event.code === 'KeyZ') return false
  return keys.text()?.handleKey(event) ?? false
}

function plainKey(eventCode: string, { answering, labels, end, neither, openLabels }: WritingKeys): boolean {
  const code = eventCode.replace(/^Numpad(?=\d)/, 'Digit')
  const label = labels.find((one) => one.code === code)
  if (label !== undefined) return done(() => answering.press(label))
  switch (code) {
    case 'Enter':
    case 'NumpadEnter':
      return done(() => answering.finish('done'))
    case 'Delete':
    case 'Backspace':
      return done(() => (answering.picked === null ? neither() : answering.remove(answering.picked.id)))
    case 'Escape':
      return done(() => (answering.choice === null && answering.picked === null ? end(false) : answering.clear()))
    case 'KeyK':
      return done(openLabels)
    default:
      return false
  }
}

function done(action: () => unknown): true {
  action()
  return true
}
