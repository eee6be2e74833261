import { useTranslation } from 'react-i18next'
import type { Annotator } from '#shared/domain/annotator.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { deleteProfile } from '#renderer/data/commands/profiles.ts'
import { hasAnswers } from '#renderer/data/queries/profiles.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'

/** Asks before an unused profile goes; of any other it says why it stays. */
export function DeleteProfileDialog({ profile, onClose }: { profile: Annotator; onClose: () => void }) {
  const { t } = useTranslation(['profiles', 'common'])
  const { data, saveState } = useServices()
  const current = useAnnotatorId() === profile.id
  const answered = useQuery(() => hasAnswers(data, profile.id), [data, profile.id])
  if (answered === undefined) return null
  if (answered || current) {
    return (
      <Dialog
        title={t('delete.stays', { name: profile.name })}
        closeLabel={t('common:action.close')}
        onClose={onClose}
        footer={
          <>
            <span className="grow" />
            <Button variant="primary" autoFocus onPress={onClose}>
              {t('delete.understood')}
            </Button>
          </>
        }
      >
        <p>{t(answered ? 'delete.hasAnswers' : 'delete.current')}</p>
      </Dialog>
    )
  }
  const remove = async () => {
    await saveState.track(deleteProfile(data, profile.id))
    onClose()
  }
  return (
    <ConfirmDialog
      title={t('delete.title', { name: profile.name })}
      actLabel={t('common:action.delete')}
      keepLabel={t('common:action.keep')}
      onAct={() => void remove()}
      onKeep={onClose}
    >
      <p>{t('delete.unused')}</p>
    </ConfirmDialog>
  )
}
