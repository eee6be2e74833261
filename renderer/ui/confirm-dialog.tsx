import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

export type ConfirmDialogProps = {
  title: string
  /** What is lost, in numbers, and what stays safe. */
  children: ReactNode
  /** Names the act, e.g. «مٹائیں». */
  actLabel: string
  /** The safe button, e.g. «رہنے دیں»; it has the focus. */
  keepLabel: string
  danger?: boolean
  onAct: () => void
  onKeep: () => void
}

/** The question before a loss. Buttons name the act; the safe one has the focus. */
export function ConfirmDialog({
  title,
  children,
  actLabel,
  keepLabel,
  danger = true,
  onAct,
  onKeep,
}: ConfirmDialogProps) {
  const footer = (
    <>
      <span className="grow" />
      <Button variant="secondary" autoFocus onPress={onKeep} keys={['Esc']}>
        {keepLabel}
      </Button>
      <Button variant={danger ? 'danger-filled' : 'primary'} onPress={onAct}>
        {actLabel}
      </Button>
    </>
  )
  return (
    <Dialog title={title} closeLabel={keepLabel} role="alertdialog" onClose={onKeep} footer={footer}>
      {children}
    </Dialog>
  )
}
