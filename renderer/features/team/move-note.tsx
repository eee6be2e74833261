import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useServices } from '#renderer/app/services-context.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { readMove } from '#renderer/data/team/move-record.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { MoveDialog } from './move-dialog.tsx'

/** A move to another hub that was begun here and is not done yet, after a restart too. */
export function MoveNote({ session }: { session: TeamSession }) {
  const { t } = useTranslation('moving')
  const { data, team } = useServices()
  const readOnly = useReadOnlyReason()
  const { projectId, annotatorId } = session.link
  const record = useQuery(() => readMove(data, projectId), [data, projectId])
  const [open, setOpen] = useState(false)
  const isOurs = record?.annotatorId === annotatorId && !team.hub.sameOrigin
  return (
    <>
      {isOurs && (
        <Note
          tone="warning"
          title={t('note.title')}
          action={
            <Button size="s" disabledReason={readOnly} onPress={() => setOpen(true)}>
              {t('note.open')}
            </Button>
          }
        >
          {t(record.step === 'go' ? 'safeTold' : 'safe')}
        </Note>
      )}
      {open && <MoveDialog session={session} onClose={() => setOpen(false)} />}
    </>
  )
}
