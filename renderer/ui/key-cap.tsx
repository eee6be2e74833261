/** A key as printed on the keyboard: always Latin, whatever the interface language. */
export function KeyCap({ children }: { children: string }) {
  return (
    <kbd className="kbd" lang="en" dir="ltr">
      {children}
    </kbd>
  )
}
