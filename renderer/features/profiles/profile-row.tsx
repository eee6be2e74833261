import { ArrowRightLeft, CircleCheck, KeyRound, Lock, LockOpen, Pencil, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { initialOf, type Annotator } from '#shared/domain/annotator.ts'
import { useAnnotatorId } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import type { ProfileWork } from '#renderer/data/queries/profiles.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { MenuButton, type MenuEntry } from '#renderer/ui/menu-button.tsx'

export type ProfileQuestion = {
  kind: 'edit' | 'pin' | 'pin-remove' | 'delete'
  profile: Annotator
}

type Props = { work: ProfileWork; onAsk: (question: ProfileQuestion) => void; onSwitch: (profile: Annotator) => void }

export function ProfileRow({ work, onAsk, onSwitch }: Props) {
  const { t } = useTranslation('profiles')
  const format = useFormat()
  const { profile, finished, projects, lastAt } = work
  const current = useAnnotatorId() === profile.id
  return (
    <tr className="profile-row">
      <td className="profile-first">
        <div className="row profile-name">
          <Avatar initial={initialOf(profile.name)} colour={profile.colour} />
          <bdi className="bold">{profile.name}</bdi>
          {profile.pin !== null && <Chip icon={<Lock size={15} aria-hidden />}>{t('pin.has')}</Chip>}
        </div>
      </td>
      <td className="num">
        {t('finished', { count: finished })}
        {projects > 0 && <span className="muted"> · {t('inProjects', { count: projects })}</span>}
      </td>
      <td className="muted nowrap">{format.ago(lastAt) || t('notBegun')}</td>
      <td className="nowrap">
        {current ? (
          <Chip tone="success" icon={<CircleCheck size={15} aria-hidden />}>
            {t('now')}
          </Chip>
        ) : (
          <Button size="s" icon={<ArrowRightLeft size={15} aria-hidden />} onPress={() => onSwitch(profile)}>
            {t('switch')}
            <span className="visually-hidden"> {t('switchTo', { name: profile.name })}</span>
          </Button>
        )}
      </td>
      <td className="profile-menu">
        <ProfileMenu profile={profile} onAsk={onAsk} />
      </td>
    </tr>
  )
}

function ProfileMenu({ profile, onAsk }: { profile: Annotator; onAsk: Props['onAsk'] }) {
  const { t } = useTranslation(['profiles', 'common'])
  const isDisabled = useReadOnlyReason() !== null
  const entries: MenuEntry[] = [
    {
      id: 'edit',
      label: t('edit'),
      icon: <Pencil size={15} aria-hidden />,
      isDisabled,
      onAction: () => onAsk({ kind: 'edit', profile }),
    },
    {
      id: 'pin',
      label: t(profile.pin === null ? 'pin.set' : 'pin.change'),
      icon: <KeyRound size={15} aria-hidden />,
      isDisabled,
      onAction: () => onAsk({ kind: 'pin', profile }),
    },
  ]
  if (profile.pin !== null) {
    entries.push({
      id: 'pin-remove',
      label: t('pin.remove'),
      icon: <LockOpen size={15} aria-hidden />,
      isDisabled,
      onAction: () => onAsk({ kind: 'pin-remove', profile }),
    })
  }
  entries.push({
    id: 'delete',
    label: t('common:action.delete'),
    icon: <Trash2 size={15} aria-hidden />,
    danger: true,
    isDisabled,
    onAction: () => onAsk({ kind: 'delete', profile }),
  })
  return <MenuButton label={t('menuOf', { name: profile.name })} entries={entries} />
}
