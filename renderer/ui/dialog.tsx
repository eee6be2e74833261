import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { Button } from './button.tsx'

export type DialogProps = {
  title: string
  subtitle?: ReactNode
  closeLabel: string
  size?: 'narrow' | 'medium' | 'wide'
  /** 'alertdialog' for questions before a loss. */
  role?: 'dialog' | 'alertdialog'
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
  /** Body without padding, for dialogs that lay out their own panes. */
  flush?: boolean
}

/** Title row, body, footer. Focus is trapped and given back; Esc closes. */
export function Dialog({
  title,
  subtitle,
  closeLabel,
  size = 'narrow',
  role = 'dialog',
  onClose,
  children,
  footer,
  flush,
}: DialogProps) {
  return (
    <ModalOverlay
      className="scrim"
      isOpen
      isDismissable={role === 'dialog'}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className="dialog-box">
        <AriaDialog className={`dialog dialog-${size}`} role={role}>
          <div className="dialog-head">
            <Heading slot="title" className="dialog-title">
              {title}
            </Heading>
            {subtitle !== undefined && <span className="muted sm">{subtitle}</span>}
            <span className="grow" />
            <Button variant="quiet" size="s" icon={<X size={18} />} label={closeLabel} onPress={onClose} />
          </div>
          <div className={flush ? 'grow col' : 'dialog-body'}>{children}</div>
          {footer !== undefined && <div className="dialog-foot">{footer}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
