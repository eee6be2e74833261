import { useTranslation } from 'react-i18next'
import { initialOf, type Annotator } from '#shared/domain/annotator.ts'
import type { Role } from '#shared/domain/project.ts'
import { Avatar } from '#renderer/ui/avatar.tsx'
import './person-line.css'

/** A person of a team: who they are and what they do in it. */
export function PersonLine({ name, colour, role }: Pick<Annotator, 'name' | 'colour'> & { role: Role }) {
  const { t } = useTranslation('team')
  return (
    <div className="row team-name">
      <Avatar initial={initialOf(name)} colour={colour} />
      <span className="col">
        <bdi className="bold">{name || t('nameless')}</bdi>
        <span className="sm muted">{t(`role.${role}`)}</span>
      </span>
    </div>
  )
}
