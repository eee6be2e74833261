import { useEffect } from 'react'
import { useLocation } from 'wouter'
import type { MenuCommand } from '#renderer/platform/platform-port.ts'
import { projectPath, ROUTES } from './routes.ts'
import { useServices } from './services-context.ts'

const KEYS: Partial<Record<MenuCommand, KeyboardEventInit>> = {
  shortcuts: { key: '?' },
  undo: { code: 'KeyZ', ctrlKey: true },
  redo: { code: 'KeyZ', ctrlKey: true, shiftKey: true },
}

/** Commands of the native menu: to a page, or as the key that the page already knows. */
export function useMenuCommands(): void {
  const { platform } = useServices()
  const [location, navigate] = useLocation()
  useEffect(() => {
    const project = /^\/p\/([^/]+)\//.exec(location)?.[1]
    return platform.onMenuCommand((command) => {
      if (command === 'settings') navigate(ROUTES.settings)
      else if (command === 'new-project') navigate(ROUTES.newProject)
      else if (command === 'open-file') {
        navigate(project === undefined ? `${ROUTES.newProject}?file` : projectPath('import', project))
      } else if (command === 'export') {
        navigate(project === undefined ? ROUTES.projects : projectPath('export', project))
      } else document.dispatchEvent(new KeyboardEvent('keydown', { ...KEYS[command], cancelable: true }))
    })
  }, [platform, location, navigate])
}
