import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { initialOf, type Annotator } from '#shared/domain/annotator.ts'
import { PinDialog } from '#renderer/app/pin-dialog.tsx'
import { useServices } from '#renderer/app/services-context.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'

/** Who works now: shown when the laptop has profiles but none is open. */
export function ChooseProfile({ profiles }: { profiles: readonly Annotator[] }) {
  const { t } = useTranslation('start')
  const { platform } = useServices()
  const [asked, setAsked] = useState<Annotator | null>(null)
  const open = (profile: Annotator) => platform.settings.update({ annotatorId: profile.id })
  return (
    <>
      <h1 className="nastaliq start-greeting">{t('who')}</h1>
      {profiles.map((profile) => (
        <button
          key={profile.id}
          type="button"
          className="start-option"
          onClick={() => (profile.pin === null ? open(profile) : setAsked(profile))}
        >
          <Avatar initial={initialOf(profile.name)} colour={profile.colour} />
          <bdi className="start-option-title">{profile.name}</bdi>
        </button>
      ))}
      {asked && <PinDialog profile={asked} onOpen={() => open(asked)} onClose={() => setAsked(null)} />}
    </>
  )
}
