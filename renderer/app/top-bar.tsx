import { ArrowLeft, CircleQuestionMark, Languages, Moon, Sun } from 'lucide-react'
import { memo, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Button } from '#renderer/ui/button.tsx'
import { ProfileSwitcher } from './profile-switcher.tsx'
import { ROUTES } from './routes.ts'
import { SavedSign } from './saved-sign.tsx'
import { SyncSign } from './team/sync-sign.tsx'
import { useServices, useSettings } from './services-context.ts'
import { useTheme } from './use-appearance.ts'

export type TopBarProps = {
  /** Between the brand and the signs: a project's name, progress. */
  children?: ReactNode
  /** Work screens: an arrow back to the projects instead of a rail. */
  back?: boolean
  onHelp: () => void
}

export function TopBar({ children, back = false, onHelp }: TopBarProps) {
  const { t } = useTranslation('common')
  const [, navigate] = useLocation()
  return (
    <header className="topbar">
      {back && (
        <Button
          variant="quiet"
          icon={<ArrowLeft size={18} className="mirrored" />}
          label={t('nav.projects')}
          onPress={() => navigate(ROUTES.projects)}
        />
      )}
      <span className="brand" lang="ur" dir="rtl">
        نشان
      </span>
      <span className="vsep" />
      {children}
      <span className="grow" />
      <TopSigns back={back} onHelp={onHelp} />
    </header>
  )
}

/** What stands at the end of every bar; not drawn again when only the middle changes. */
const TopSigns = memo(function TopSigns({ back, onHelp }: Required<Pick<TopBarProps, 'back' | 'onHelp'>>) {
  const { t } = useTranslation('common')
  return (
    <>
      <SavedSign />
      <SyncSign />
      <span className="vsep" />
      <LanguageButton />
      <ThemeButton />
      <Button
        variant="quiet"
        icon={<CircleQuestionMark size={18} />}
        label={t('top.help')}
        keys={['?']}
        onPress={onHelp}
      />
      <ProfileSwitcher compact={back} />
    </>
  )
})

export function LanguageButton() {
  const { t } = useTranslation('common')
  const { platform } = useServices()
  const { locale } = useSettings()
  const other = locale === 'ur' ? 'en' : 'ur'
  return (
    <Button
      variant="quiet"
      size="s"
      className="language-button"
      icon={<Languages size={15} aria-hidden />}
      onPress={() => platform.settings.update({ locale: other })}
    >
      <bdi lang={other}>{t('top.switchLanguage')}</bdi>
    </Button>
  )
}

export function ThemeButton() {
  const { t } = useTranslation('common')
  const { platform } = useServices()
  const dark = useTheme() === 'dark'
  return (
    <Button
      variant="quiet"
      icon={dark ? <Sun size={18} /> : <Moon size={18} />}
      label={dark ? t('top.light') : t('top.dark')}
      onPress={() => platform.settings.update({ theme: dark ? 'light' : 'dark' })}
    />
  )
}
