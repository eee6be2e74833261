import { useEffect, useState } from 'react'
import { changeTexts } from '#renderer/i18n/i18n.ts'
import { localeDirection } from '#renderer/i18n/format.ts'
import { useServices, useSettings } from './services-context.ts'

/** The theme on the page: what was chosen, or what the system has. */
export function useTheme(): 'light' | 'dark' {
  const { theme } = useSettings()
  const [systemDark, setSystemDark] = useState(() => matchMedia('(prefers-color-scheme: dark)').matches)
  useEffect(() => {
    const query = matchMedia('(prefers-color-scheme: dark)')
    const listen = () => setSystemDark(query.matches)
    query.addEventListener('change', listen)
    return () => query.removeEventListener('change', listen)
  }, [])
  if (theme === 'system') return systemDark ? 'dark' : 'light'
  return theme
}

/** Writes language, direction, theme, zoom and motion onto the document whenever a setting changes. */
export function useAppearance(): void {
  const settings = useSettings()
  const { kind } = useServices().platform
  const theme = useTheme()
  const { locale, digits, zoom, reducedMotion } = settings
  useEffect(() => {
    const root = document.documentElement
    root.lang = locale
    root.dir = localeDirection(locale)
    void changeTexts({ locale, digits })
  }, [locale, digits])
  useEffect(() => {
    const root = document.documentElement
    root.dataset['theme'] = theme
    // In the shell the window itself is zoomed, so that the menu's keys and this setting are one.
    root.style.setProperty('--app-zoom', kind === 'electron' ? '1' : String(zoom))
    root.toggleAttribute('data-reduced-motion', reducedMotion)
  }, [theme, zoom, reducedMotion, kind])
}
