import { useTranslation } from 'react-i18next'
import { initialOf, type Annotator } from '#shared/domain/annotator.ts'
import type { Role } from '#shared/domain/project.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import './person-line.css'

/** `role`: null = their answers came with a file. */
type Props = Pick<Annotator, 'name' | 'colour'> & { role: Role | null }

/** A person of a team: who they are and what they do in it. */
export function PersonLine({ name, colour, role }: Props) {
  const { t } = useTranslation('team')
  return (
    <div className="row team-name">
      <Avatar initial={initialOf(name)} colour={colour} />
      <span className="col">
        <bdi className="bold">{name || t('nameless')}</bdi>
        <span className="sm muted">{role === null ? t('fromFile') : t(`role.${role}`)}</span>
      </span>
    </div>
  )
}
