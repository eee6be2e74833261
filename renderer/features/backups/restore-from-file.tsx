import { FileUp } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { BACKUP_EXTENSIONS } from '#shared/backup/backup-schema.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import type { BackupFile } from '#renderer/platform/backups-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { pickedFile } from '#renderer/workers/restore-client.ts'

/** Opens a backup file from anywhere: a USB stick, another laptop, the other build of the app. */
export function RestoreFromFile({ onFile }: { onFile: (file: BackupFile) => void }) {
  const { t } = useTranslation('backups')
  const readOnly = useReadOnlyReason()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon={<FileUp size={15} aria-hidden />} disabledReason={readOnly} onPress={() => input.current?.click()}>
        {t('restore.fromFile')}
      </Button>
      {readOnly === null && (
        <input
          ref={input}
          type="file"
          hidden
          accept={BACKUP_EXTENSIONS.backup}
          aria-label={t('restore.fromFile')}
          onChange={({ target }) => {
            const file = target.files?.[0]
            if (file !== undefined) onFile(pickedFile(file))
            target.value = ''
          }}
        />
      )}
    </>
  )
}
