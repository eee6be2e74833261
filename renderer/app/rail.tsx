import {
  BookOpen,
  FileInput,
  FileOutput,
  Grid3x3,
  Highlighter,
  House,
  Scale,
  ScrollText,
  Settings,
  Tags,
  Users,
  type LucideIcon,
} from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import type { ProjectId } from '#shared/base/ids.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { useWaitingDecisions } from './adjudicate/use-waiting-decisions.ts'
import { projectPath, ROUTES } from './routes.ts'

type Entry = {
  key:
    | 'projects'
    | 'annotate'
    | 'adjudicate'
    | 'agreement'
    | 'labels'
    | 'guidelines'
    | 'import'
    | 'export'
    | 'people'
    | 'profiles'
    | 'learn'
    | 'settings'
  href: string
  icon: LucideIcon
  /** Work that waits for this person. */
  waiting?: number
}

/** Sections at the inline start; inside a project, the project's own. */
export function Rail({ projectId }: { projectId: string | null }) {
  const { t } = useTranslation('common')
  const [location] = useLocation()
  const format = useFormat()
  const waiting = useWaitingDecisions(projectId as ProjectId | null)
  const entries: Entry[] =
    projectId === null
      ? [
          { key: 'projects', href: ROUTES.projects, icon: House },
          { key: 'profiles', href: ROUTES.profiles, icon: Users },
          { key: 'learn', href: ROUTES.learn, icon: BookOpen },
        ]
      : [
          { key: 'projects', href: ROUTES.projects, icon: House },
          { key: 'annotate', href: projectPath('annotate', projectId), icon: Highlighter },
          ...(waiting === null
            ? []
            : [
                { key: 'adjudicate', href: projectPath('adjudicate', projectId), icon: Scale, waiting } as const,
                { key: 'agreement', href: projectPath('agreement', projectId), icon: Grid3x3 } as const,
              ]),
          { key: 'people', href: projectPath('people', projectId), icon: Users },
          { key: 'labels', href: projectPath('labels', projectId), icon: Tags },
          { key: 'guidelines', href: projectPath('guidelines', projectId), icon: ScrollText },
          { key: 'import', href: projectPath('import', projectId), icon: FileInput },
          { key: 'export', href: projectPath('export', projectId), icon: FileOutput },
        ]
  const link = ({ key, href, icon: Icon, waiting: count = 0 }: Entry, className = '') => (
    <Link key={key} href={href} className={className} {...(location === href && { 'aria-current': 'page' })}>
      <Icon size={18} aria-hidden className={key === 'import' || key === 'export' ? 'mirrored' : ''} />
      <span>{t(`nav.${key}`)}</span>
      {count > 0 && (
        <span className="rail-count num" title={t('nav.waiting', { count })}>
          {format.number(count)}
        </span>
      )}
    </Link>
  )
  return (
    <nav className="rail" aria-label={t('nav.main')}>
      {entries.map((entry) => link(entry))}
      {link({ key: 'settings', href: ROUTES.settings, icon: Settings }, 'rail-end')}
    </nav>
  )
}
