import {
  FileInput,
  FileOutput,
  Grid3x3,
  Highlighter,
  Keyboard,
  ListChecks,
  Share2,
  ShieldCheck,
  Users,
  type LucideIcon,
  Scale,
} from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { projectPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { createSampleProject } from '#renderer/data/commands/create-sample-project.ts'
import { sampleProject } from '#renderer/data/queries/sample-project.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { GUIDE, type GuideSection } from './guide.ts'
import { GuideSectionView } from './guide-section.tsx'
import './learn.css'

const ICONS: Record<GuideSection['id'], LucideIcon> = {
  label: Highlighter,
  keys: Keyboard,
  saved: ShieldCheck,
  import: FileInput,
  export: FileOutput,
  people: Users,
  team: Share2,
  quality: ListChecks,
  agreement: Grid3x3,
  settle: Scale,
}

/** A short guide to the whole app, and the sample to try it on. */
export function LearnPage() {
  const { t } = useTranslation('learn')
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        <span className="sm muted">{t('sampleAbout')}</span>
        <OpenSample />
      </div>
      <div className="learn">
        <nav className="card learn-contents" aria-label={t('contents')}>
          {GUIDE.map(({ id }) => {
            const Icon = ICONS[id]
            return (
              <button key={id} type="button" className="learn-link" onClick={() => goTo(id)}>
                <Icon size={18} aria-hidden className={id === 'import' || id === 'export' ? 'mirrored' : ''} />
                {t(`${id}.title`)}
              </button>
            )
          })}
        </nav>
        <article className="card guide">
          {GUIDE.map((section) => (
            <GuideSectionView key={section.id} section={section} />
          ))}
        </article>
      </div>
    </>
  )
}

/** Scrolls to a section and puts the focus on its title, so that a screen reader goes on reading there. */
function goTo(id: GuideSection['id']): void {
  const title = document.querySelector<HTMLElement>(`#learn-${id}-title`)
  title?.focus({ preventScroll: true })
  title?.scrollIntoView({ block: 'start' })
}

/** Opens the sample project; makes it again when it was deleted. */
function OpenSample() {
  const { t } = useTranslation(['learn', 'start'])
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const [, navigate] = useLocation()
  const [busy, setBusy] = useState(false)
  const readOnly = useReadOnlyReason()
  const there = useQuery(() => sampleProject(data), [data])
  const open = async () => {
    setBusy(true)
    try {
      const id = there ?? (await saveState.track(createSampleProject(data, annotatorId, t('start:sampleName'))))
      navigate(projectPath('annotate', id))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Button
      variant="primary"
      icon={<Highlighter size={15} aria-hidden />}
      isDisabled={busy || there === undefined}
      disabledReason={there === null ? readOnly : null}
      onPress={() => void open()}
    >
      {t('openSample')}
    </Button>
  )
}
