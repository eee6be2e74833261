import { UserPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useSearch } from 'wouter'
import type { Annotator } from '#shared/domain/annotator.ts'
import { dropSearch } from '#renderer/app/hash-location.ts'
import { usePageKeys } from '#renderer/app/page-keys.ts'
import { PinDialog } from '#renderer/app/pin-dialog.tsx'
import { ROUTES } from '#renderer/app/routes.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { listProfileWork } from '#renderer/data/queries/profiles.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import { DeleteProfileDialog } from './delete-profile-dialog.tsx'
import { PinFormDialog } from './pin-form-dialog.tsx'
import { ProfileFormDialog } from './profile-form-dialog.tsx'
import { ProfileRow, type ProfileQuestion } from './profile-row.tsx'
import './profiles.css'

const COLOURS = 12

/** The people who work on this laptop: each with a name, a colour, perhaps a PIN, and answers of their own. */
export function ProfilesPage() {
  const { t } = useTranslation('profiles')
  const { data, platform } = useServices()
  const [, navigate] = useLocation()
  const adding = useSearch() === 'new'
  const [question, setQuestion] = useState<ProfileQuestion | null>(null)
  const [asked, setAsked] = useState<Annotator | null>(null)
  const all = useQuery(() => listProfileWork(data), [data])
  const readOnly = useReadOnlyReason()
  const add = () => {
    if (readOnly === null) navigate(`${ROUTES.profiles}?new`, { replace: true })
    else showToast(readOnly)
  }
  usePageKeys([{ caps: ['N'], text: t('add'), code: 'KeyN', onPress: add }])
  if (all === undefined) return null
  const open = (profile: Annotator) => platform.settings.update({ annotatorId: profile.id })
  const taken = new Set(all.map(({ profile }) => profile.colour))
  const free = Array.from({ length: COLOURS }, (_, index) => index + 1).find((colour) => !taken.has(colour))
  return (
    <>
      <div className="page-head">
        <h1 className="page-title">{t('title')}</h1>
        <span className="grow" />
        <Button
          variant="primary"
          icon={<UserPlus size={15} aria-hidden />}
          keys={['N']}
          disabledReason={readOnly}
          onPress={add}
        >
          {t('add')}
        </Button>
      </div>
      <section className="card profile-table">
        <table className="table">
          <thead>
            <tr>
              <th className="profile-first">{t('name')}</th>
              <th>{t('work')}</th>
              <th>{t('last')}</th>
              <th>
                <span className="visually-hidden">{t('switch')}</span>
              </th>
              <th className="profile-menu">
                <span className="visually-hidden">{t('actions')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {all.map((work) => (
              <ProfileRow
                key={work.profile.id}
                work={work}
                onAsk={setQuestion}
                onSwitch={(profile) => (profile.pin === null ? open(profile) : setAsked(profile))}
              />
            ))}
          </tbody>
        </table>
      </section>
      <Note title={t('trustTitle')}>{t('trust')}</Note>
      {adding && readOnly === null && (
        <ProfileFormDialog profile={null} firstColour={free ?? 1} onClose={() => dropSearch(ROUTES.profiles, 'new')} />
      )}
      {question && <Question question={question} onClose={() => setQuestion(null)} />}
      {asked && (
        <PinDialog
          profile={asked}
          onClose={() => setAsked(null)}
          onOpen={() => {
            setAsked(null)
            open(asked)
          }}
        />
      )}
    </>
  )
}

function Question({ question: { kind, profile }, onClose }: { question: ProfileQuestion; onClose: () => void }) {
  switch (kind) {
    case 'edit':
      return <ProfileFormDialog profile={profile} firstColour={profile.colour} onClose={onClose} />
    case 'pin':
      return <PinFormDialog profile={profile} remove={false} onClose={onClose} />
    case 'pin-remove':
      return <PinFormDialog profile={profile} remove onClose={onClose} />
    case 'delete':
      return <DeleteProfileDialog profile={profile} onClose={onClose} />
  }
}
