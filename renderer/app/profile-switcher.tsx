import { UserPlus, Users } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MenuTrigger, Button as AriaButton, Menu, MenuItem, Popover, Separator } from 'react-aria-components'
import { useLocation } from 'wouter'
import { initialOf, type Annotator } from '#shared/domain/annotator.ts'
import { listProfiles } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { PinDialog } from './pin-dialog.tsx'
import { ROUTES } from './routes.ts'
import { useProfile, useServices } from './services-context.ts'
import { useReadOnlyReason } from './use-halt.ts'

/** Switching is one click; a profile with a PIN asks for it. Work is kept apart by profile. */
export function ProfileSwitcher({ compact }: { compact: boolean }) {
  const { t } = useTranslation(['common', 'profiles'])
  const { data, platform } = useServices()
  const profile = useProfile()
  const [, navigate] = useLocation()
  const [asked, setAsked] = useState<Annotator | null>(null)
  const readOnly = useReadOnlyReason()
  const profiles = useQuery(() => listProfiles(data), [data]) ?? []
  const choose = (other: Annotator) => {
    if (other.pin === null) platform.settings.update({ annotatorId: other.id })
    else setAsked(other)
  }
  return (
    <>
      <MenuTrigger>
        <AriaButton
          className="btn btn-quiet profile-button"
          {...(compact && { 'aria-label': t('top.profile', { name: profile.name }) })}
        >
          <Avatar initial={initialOf(profile.name)} colour={profile.colour} />
          {!compact && (
            <bdi className="med">
              <span className="visually-hidden">{t('top.profile', { name: '' })}</span>
              {profile.name}
            </bdi>
          )}
        </AriaButton>
        <Popover className="popover" offset={4}>
          <Menu aria-label={t('nav.profiles')}>
            {profiles.map((other) => (
              <MenuItem key={other.id} className="option" textValue={other.name} onAction={() => choose(other)}>
                <Avatar initial={initialOf(other.name)} colour={other.colour} />
                <bdi className={other.id === profile.id ? 'bold' : ''}>{other.name}</bdi>
              </MenuItem>
            ))}
            <Separator className="menu-separator" />
            <MenuItem
              className="option"
              isDisabled={readOnly !== null}
              onAction={() => navigate(`${ROUTES.profiles}?new`)}
            >
              <UserPlus size={18} aria-hidden />
              {t('profiles:add')}
            </MenuItem>
            <MenuItem className="option" onAction={() => navigate(ROUTES.profiles)}>
              <Users size={18} aria-hidden />
              {t('profiles:manage')}
            </MenuItem>
          </Menu>
          {profiles.length > 1 && <p className="sm muted profile-trust">{t('profiles:trustShort')}</p>}
        </Popover>
      </MenuTrigger>
      {asked && (
        <PinDialog
          profile={asked}
          onOpen={() => {
            platform.settings.update({ annotatorId: asked.id })
            setAsked(null)
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}
