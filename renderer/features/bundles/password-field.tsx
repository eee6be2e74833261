import { RefreshCw } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { newPassword } from '#renderer/app/bundles/file-names.ts'
import { Button } from '#renderer/ui/button.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

const MIN_LENGTH = 8

export function isLongEnough(password: string): boolean {
  return password.trim().length >= MIN_LENGTH
}

/** A password for a file: one is offered that can be told by phone; any other will do. */
export function PasswordField({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation('bundles')
  return (
    <div className="row bundle-password">
      <TextField
        className="grow"
        label={t('password.set')}
        hint={t('password.setHint')}
        value={value}
        onChange={onChange}
        error={isLongEnough(value) ? null : t('password.short')}
        dir="auto"
        maxLength={200}
      />
      <Button
        variant="quiet"
        icon={<RefreshCw size={18} />}
        label={t('makeWork.newPassword')}
        onPress={() => onChange(newPassword())}
      />
    </div>
  )
}
