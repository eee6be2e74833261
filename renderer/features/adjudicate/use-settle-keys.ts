import { useLayoutEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { keyIsTaken, usePageKeys, type PageKey } from '#renderer/app/page-keys.ts'

export type SettleKeys = {
  answers: number
  /** While a gold answer is written the keys are those of the text and its labels. */
  isWriting: boolean
  /** Decides the marked difference: 0 … answers - 1, then anew. */
  onDecide(number: number): void
  onWhole(index: number): void
  onRow(step: 1 | -1): void
  /** The first proposal, or the other one. */
  onPropose(which: 0 | 1): void
  onWrite(): void
  onUnclear(): void
  onComment(): void
  onLater(): void
  onSettle(): void
  onUndo(): void
  onNames(): void
  onHistory(): void
}

/** Keys of the desk, by place on the keyboard; `?` shows those that have words. */
export function useSettleKeys(keys: SettleKeys): void {
  const { t } = useTranslation('adjudicate')
  const on = (run: () => void) => (keys.isWriting ? undefined : run)
  const key = (code: string, cap: string, words: string, run: () => void): PageKey => {
    const onPress = on(run)
    return { code, caps: [cap], text: t(words), ...(onPress && { onPress }) }
  }
  usePageKeys([
    { caps: ['1', '…', String(keys.answers + 1)], text: t('keys.decide') },
    key('ArrowDown', '↓', 'keys.down', () => keys.onRow(1)),
    key('ArrowUp', '↑', 'keys.up', () => keys.onRow(-1)),
    key('KeyA', 'A', 'keys.whole', () => keys.onWhole(0)),
    key('KeyB', 'B', 'keys.whole', () => keys.onWhole(1)),
    key('KeyP', 'P', 'keys.propose', () => keys.onPropose(0)),
    key('KeyE', 'E', 'write', keys.onWrite),
    key('KeyG', 'G', 'guideline', keys.onUnclear),
    key('KeyC', 'C', 'keys.comment', keys.onComment),
    key('KeyS', 'S', 'later', keys.onLater),
    key('Enter', 'Enter', 'settleNext', keys.onSettle),
    key('KeyN', 'N', 'keys.names', keys.onNames),
    key('KeyH', 'H', 'history.title', keys.onHistory),
    { code: 'KeyZ', ctrl: true, caps: ['Ctrl', 'Z'], text: t('keys.undo'), onPress: keys.onUndo },
  ])
  useNumberKeys(keys)
}

/** Numbers, of both rows of the keyboard; with Shift an answer whole. */
function useNumberKeys(keys: SettleKeys): void {
  const latest = useRef(keys)
  useLayoutEffect(() => {
    latest.current = keys
  })
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { isWriting, answers, onDecide, onWhole, onPropose } = latest.current
      if (event.defaultPrevented || isWriting || event.repeat || keyIsTaken(event)) return
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const number = Number(/^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1] ?? 0)
      if (event.shiftKey && event.code === 'KeyP') onPropose(1)
      else if (number === 0 || number > answers + (event.shiftKey ? 0 : 1)) return
      else if (event.shiftKey) onWhole(number - 1)
      else onDecide(number - 1)
      event.preventDefault()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
