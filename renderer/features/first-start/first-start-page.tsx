import { Download, FileSpreadsheet, HardDrive, Highlighter, Laptop, Moon, Sun, WifiOff } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { DropZone, type DropItem } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'wouter'
import { initialOf, type Annotator } from '#shared/domain/annotator.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { projectPath, ROUTES } from '#renderer/app/routes.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { createProfile } from '#renderer/data/commands/profiles.ts'
import { createSampleProject } from '#renderer/data/commands/create-sample-project.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { readDrop } from '#renderer/ui/read-drop.ts'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ChooseProfile } from './choose-profile.tsx'
import { HeroText } from './hero-text.tsx'
import { useStartKeys } from './use-start-keys.ts'
import './first-start.css'

const FIRST_COLOUR = 4

export type FirstStartProps = {
  profiles: readonly Annotator[]
  /** Somebody has worked here, and nothing of it is left. */
  lost: boolean
  fromBackup: ReactNode
}

/** The first screen of a fresh laptop: a name, then the sample or one's own file. */
export function FirstStartPage({ profiles, lost, fromBackup }: FirstStartProps) {
  const readOnly = useReadOnlyReason()
  const fresh = readOnly === null ? <NewProfileStart /> : <EmptyState sentence={readOnly} />
  return (
    <div className="start">
      <StartIntro />
      <section className="start-side">
        {lost && fromBackup}
        {profiles.length > 0 ? <ChooseProfile profiles={profiles} /> : fresh}
        {!lost && fromBackup}
      </section>
    </div>
  )
}

function StartIntro() {
  const { t } = useTranslation('start')
  const { platform } = useServices()
  const { locale, theme } = useSettings()
  return (
    <section className="start-intro">
      <p className="brand start-brand" lang="ur" dir="rtl">
        نشان
      </p>
      <div className="col start-hero">
        <HeroText />
        <p className="muted start-about">{t('about')}</p>
        <div className="row wrap">
          <Chip icon={<WifiOff size={15} aria-hidden />}>{t('noNet')}</Chip>
          <Chip icon={<HardDrive size={15} aria-hidden />}>{t('allYours')}</Chip>
        </div>
      </div>
      <div className="row">
        <span className="muted sm">{t('language')}</span>
        <Segmented
          label={t('language')}
          value={locale}
          options={[
            { value: 'ur', label: 'اردو', lang: 'ur' },
            { value: 'en', label: 'English', lang: 'en' },
          ]}
          onChange={(value) => platform.settings.update({ locale: value })}
        />
        <Segmented
          label={t('theme')}
          value={theme}
          options={[
            { value: 'light', label: <Sun size={15} />, name: t('light') },
            { value: 'system', label: <Laptop size={15} />, name: t('system') },
            { value: 'dark', label: <Moon size={15} />, name: t('dark') },
          ]}
          onChange={(value) => platform.settings.update({ theme: value })}
        />
      </div>
    </section>
  )
}

function NewProfileStart() {
  const { t } = useTranslation(['start', 'help'])
  const { data, platform, dropped } = useServices()
  const [, navigate] = useLocation()
  const [name, setName] = useState('')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const start = async (way: 'sample' | 'file') => {
    if (busy) return
    if (name.trim() === '') {
      setMissing(true)
      document.querySelector<HTMLInputElement>('.start-name input')?.focus()
      return
    }
    setBusy(true)
    const profile = await createProfile(data, { name, colour: FIRST_COLOUR })
    const sample = await createSampleProject(data, profile.id, t('sampleName'))
    navigate(way === 'sample' ? projectPath('annotate', sample) : `${ROUTES.newProject}?file`)
    platform.settings.update({ annotatorId: profile.id })
  }
  const openDropped = async (items: readonly DropItem[]) => {
    dropped.keep(await readDrop(items))
    await start('file')
  }
  usePageKeys([
    { caps: ['Enter'], text: t('help:start.sample') },
    { caps: ['2'], text: t('help:start.file') },
  ])
  useStartKeys({ onEnter: () => void start('sample'), onTwo: () => void start('file') })
  return (
    <>
      <h1 className="nastaliq start-greeting" lang="ur">
        {t('greeting')}
      </h1>
      <div className="start-name row">
        <Avatar initial={initialOf(name) || '؟'} colour={FIRST_COLOUR} />
        <TextField
          className="grow"
          label={t('name')}
          value={name}
          onChange={(value) => {
            setName(value)
            setMissing(false)
          }}
          error={missing ? t('nameMissing') : null}
          maxLength={80}
          dir="auto"
          autoFocus
        />
      </div>
      <StartOption
        primary
        icon={<Highlighter size={22} aria-hidden />}
        title={t('sample')}
        detail={t('sampleDetail', { count: 40 })}
        keyCap="Enter"
        onPress={() => void start('sample')}
      />
      <StartOption
        icon={<FileSpreadsheet size={22} aria-hidden />}
        title={t('file')}
        detail={t('fileDetail')}
        keyCap="2"
        onPress={() => void start('file')}
      />
      <DropZone className="start-drop row" aria-label={t('drop')} onDrop={(event) => void openDropped(event.items)}>
        <Download size={18} aria-hidden />
        {t('drop')}
      </DropZone>
      <Link className="start-join" href={ROUTES.join}>
        {t('join')}
      </Link>
    </>
  )
}

type StartOptionProps = {
  primary?: boolean
  icon: React.ReactNode
  title: string
  detail: string
  keyCap: string
  onPress: () => void
}

function StartOption({ primary = false, icon, title, detail, keyCap, onPress }: StartOptionProps) {
  return (
    <button type="button" className={primary ? 'start-option start-option-primary' : 'start-option'} onClick={onPress}>
      {icon}
      <span className="col">
        <span className="start-option-title">{title}</span>
        <span className="sm">{detail}</span>
      </span>
      <KeyCap>{keyCap}</KeyCap>
    </button>
  )
}
