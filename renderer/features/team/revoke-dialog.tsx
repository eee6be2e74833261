import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { z } from '#shared/base/schema.ts'
import type { PeopleReply } from '#shared/sync/messages/people.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import type { TeamMember } from '#renderer/data/team/team-numbers.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'

type Laptops = PeopleReply['people'][number]['laptops']

/** Shuts a lost laptop out; what it has sent stays. */
export function RevokeDialog(props: {
  session: TeamSession
  member: TeamMember
  laptops: Laptops
  onDone: () => void
  onClose: () => void
}) {
  const { t } = useTranslation(['team', 'common'])
  const format = useFormat()
  const { session, member, laptops, onDone, onClose } = props
  const [failed, setFailed] = useState<string | null>(null)
  const revoke = async (laptop: string) => {
    const done = await session.ask({ method: 'POST', path: 'revoke', body: { laptop } }, z.object({}))
    if (!done.ok) {
      setFailed(done.error)
      return
    }
    onDone()
    onClose()
  }
  return (
    <Dialog
      title={t('revoke.title', { name: member.name })}
      closeLabel={t('common:action.close')}
      role="alertdialog"
      onClose={onClose}
    >
      <p>{t('revoke.body')}</p>
      <ul className="team-laptops">
        {laptops
          .filter(({ revoked }) => !revoked)
          .map(({ id, device, contactAt, waiting }) => (
            <li key={id} className="row">
              <span className="grow col">
                <bdi className="bold">{device || t('revoke.unnamed')}</bdi>
                <span className="sm muted num">
                  {t('contact.last', { when: format.ago(contactAt) })} · {t('revoke.waiting', { count: waiting })}
                </span>
              </span>
              <Button variant="danger" size="s" onPress={() => void revoke(id)}>
                {t('revoke.action')}
              </Button>
            </li>
          ))}
      </ul>
      {failed !== null && (
        <Note tone="danger" title={t('failed.title')}>
          {t(`failed.${failed}`, t('failed.other'))}
        </Note>
      )}
    </Dialog>
  )
}
