import { Ellipsis } from 'lucide-react'
import type { ReactNode } from 'react'
import { Menu, MenuItem, MenuTrigger, Popover, Separator } from 'react-aria-components'
import { Button, type ButtonProps } from './button.tsx'

export type MenuEntry =
  | { id: string; label: string; icon?: ReactNode; danger?: boolean; isDisabled?: boolean; onAction: () => void }
  | { id: string; separator: true }

export type MenuButtonProps = {
  label: string
  entries: readonly MenuEntry[]
  button?: Pick<ButtonProps, 'icon' | 'children' | 'variant' | 'size' | 'className'>
}

/** A button that opens a menu; by default the quiet ⋯ of a row. */
export function MenuButton({ label, entries, button }: MenuButtonProps) {
  return (
    <MenuTrigger>
      {button?.children === undefined ? (
        <Button variant="quiet" size="s" icon={<Ellipsis size={18} />} label={label} {...button} />
      ) : (
        <Button variant="quiet" {...button}>
          {button.children}
          <span className="visually-hidden"> {label}</span>
        </Button>
      )}
      <Popover className="popover" offset={4}>
        <Menu className="col" aria-label={label}>
          {entries.map((entry) =>
            'separator' in entry ? (
              <Separator key={entry.id} className="menu-separator" />
            ) : (
              <MenuItem
                key={entry.id}
                className={entry.danger ? 'option option-danger' : 'option'}
                onAction={entry.onAction}
                isDisabled={entry.isDisabled ?? false}
                textValue={entry.label}
              >
                {entry.icon}
                {entry.label}
              </MenuItem>
            ),
          )}
        </Menu>
      </Popover>
    </MenuTrigger>
  )
}
