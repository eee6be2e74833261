import { useEffect, useState, type ReactNode } from 'react'
import { useLocation, useRoute } from 'wouter'
import { HelpDialog } from './help-dialog.tsx'
import { keyIsTaken } from './page-keys.ts'
import { ROUTES } from './routes.ts'
import { useMenuCommands } from './use-menu-commands.ts'

/**
 * Help of every page but the work screen, which has its own. Opens with `?` under any layout: by its sign, or by
 * its place where another sign is written there (؟).
 */
export function HelpHost({
  canLearn,
  children,
}: {
  /** Before the first start is finished there is no other page to go to. */
  canLearn: boolean
  children: (openHelp: () => void) => ReactNode
}) {
  const [, navigate] = useLocation()
  const [labeling] = useRoute(ROUTES.annotate)
  const [shown, setShown] = useState(false)
  useMenuCommands()
  useEffect(() => {
    if (labeling) return undefined
    const listen = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return
      if (!isQuestionMark(event) || keyIsTaken(event)) return
      event.preventDefault()
      setShown(true)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [labeling])
  const learn = () => {
    setShown(false)
    navigate(ROUTES.learn)
  }
  return (
    <>
      {children(() => setShown(true))}
      {shown && <HelpDialog onClose={() => setShown(false)} onLearn={canLearn ? learn : null} />}
    </>
  )
}

function isQuestionMark({ key, code, shiftKey }: KeyboardEvent): boolean {
  return key === '?' || key === '؟' || (shiftKey && code === 'Slash')
}
