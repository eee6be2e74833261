import { useRef } from 'react'
import { Button, type ButtonProps } from './button.tsx'

type Props = Pick<ButtonProps, 'icon' | 'variant' | 'size' | 'disabledReason'> & {
  children: string
  accept?: string
  onFiles: (files: readonly File[]) => void
}

/** A button that opens the system's file chooser, for one file or several. */
export function ChooseFilesButton({ children, accept, onFiles, ...button }: Props) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button {...button} onPress={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        aria-label={children}
        {...(accept !== undefined && { accept })}
        onChange={({ target }) => {
          onFiles(Array.from(target.files ?? []))
          target.value = ''
        }}
      />
    </>
  )
}
