import { X } from 'lucide-react'
import { useEffect, useSyncExternalStore } from 'react'
import { Button } from './button.tsx'

export type Toast = {
  id: number
  message: string
  action?: { label: string; keys?: readonly string[]; onPress: () => void }
}

const SHOWN_MS = 8_000
let next = 1
let toasts: readonly Toast[] = []
const listeners = new Set<() => void>()

function set(list: readonly Toast[]): void {
  toasts = list
  for (const listener of listeners) listener()
}

/** For undoable acts only: never for "saved", never for errors that need a choice. Returns its id. */
export function showToast(message: string, action?: Toast['action']): number {
  const toast: Toast = { id: next, message, ...(action && { action }) }
  next += 1
  set([...toasts.slice(-2), toast])
  return toast.id
}

export function dismissToast(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The one place toasts appear: start side, above the action bar. */
export function ToastRegion({ closeLabel }: { closeLabel: string }) {
  const list = useSyncExternalStore(subscribe, () => toasts)
  return (
    <div className="toast-region" role="status" aria-live="polite">
      {list.map((toast) => (
        <ToastView key={toast.id} toast={toast} closeLabel={closeLabel} />
      ))}
    </div>
  )
}

function ToastView({ toast, closeLabel }: { toast: Toast; closeLabel: string }) {
  useEffect(() => {
    const timer = setTimeout(() => dismissToast(toast.id), SHOWN_MS)
    return () => clearTimeout(timer)
  }, [toast.id])
  const { action } = toast
  return (
    <div className="toast">
      <span>{toast.message}</span>
      {action && (
        <Button
          size="s"
          {...(action.keys && { keys: action.keys })}
          onPress={() => {
            dismissToast(toast.id)
            action.onPress()
          }}
        >
          {action.label}
        </Button>
      )}
      <Button
        variant="quiet"
        size="s"
        icon={<X size={15} />}
        label={closeLabel}
        onPress={() => dismissToast(toast.id)}
      />
    </div>
  )
}
