import { useTranslation } from 'react-i18next'
import { ROLES, type Role } from '#shared/domain/project.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

const COLOURS = 12

/** A colour for somebody whose own is not known. */
export function anyColour(): number {
  return 1 + Math.floor(Math.random() * COLOURS)
}

type Props = {
  name: string
  onName: (name: string) => void
  role: Role
  onRole: (role: Role) => void
  /** The form was sent without a name. */
  missing: boolean
  /** A person who is in the team already: they are only shown. */
  isKnown?: boolean
}

/** Who a person of a team is, and what they do in it. */
export function PersonFields({ name, onName, role, onRole, missing, isKnown = false }: Props) {
  const { t } = useTranslation('team')
  return (
    <>
      <TextField
        label={t('invite.name')}
        value={name}
        onChange={onName}
        error={missing ? t('invite.nameMissing') : null}
        maxLength={80}
        dir="auto"
        isReadOnly={isKnown}
        autoFocus={!isKnown}
      />
      {!isKnown && (
        <SelectField
          label={t('invite.role')}
          value={role}
          options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
          onChange={onRole}
        />
      )}
    </>
  )
}
