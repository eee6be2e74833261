import { useTranslation } from 'react-i18next'
import { Link } from 'wouter'
import type { Project } from '#shared/domain/project.ts'
import { languageOf } from '#shared/text/languages.ts'
import { adjudicatePath, guidelinesPath } from '#renderer/app/routes.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { unclearBySection, type UnclearItem } from '#renderer/data/queries/gold-history.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { roleIn } from '#renderer/data/team/team-numbers.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Note } from '#renderer/ui/note.tsx'

const NONE: ReadonlyMap<string, UnclearItem[]> = new Map()

/** Texts that cannot be settled until the guidelines say more, section by section, with the way back to each. */
export function UnclearItems({ project, section }: { project: Project; section: string | null }) {
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const sections = useQuery(async () => {
    const role = await roleIn(data, { projectId: project.id, annotatorId })
    return role === 'lead' || role === 'adjudicator' ? unclearBySection(data, project.id) : NONE
  }, [data, project.id, annotatorId])
  const shown = [...(sections ?? NONE)].filter(([heading]) => section === null || heading === section)
  if (shown.length === 0) return null
  return (
    <div className="col guidelines-unclear">
      {shown.map(([heading, items]) => (
        <SectionNote key={heading} project={project} heading={heading} items={items} isOpen={section !== null} />
      ))}
    </div>
  )
}

type SectionProps = { project: Project; heading: string; items: readonly UnclearItem[]; isOpen: boolean }

function SectionNote({ project, heading, items, isOpen }: SectionProps) {
  const { t } = useTranslation('adjudicate')
  const format = useFormat()
  const where = heading === '' ? t('inGuidelines.none') : t('inGuidelines.section', { section: heading })
  return (
    <Note
      tone="warning"
      title={
        <>
          <bdi>{where}</bdi> · {t('inGuidelines.title', { count: items.length })}
        </>
      }
      action={
        heading === '' || isOpen ? undefined : (
          <Link className="link nowrap" href={guidelinesPath(project.id, heading)}>
            {t('unclear.look')}
          </Link>
        )
      }
    >
      <ul className="guidelines-unclear-list">
        {items.map(({ itemId, order, text, language, note }) => {
          const { lang, dir, typeface } = languageOf(language)
          return (
            <li key={itemId} className="row">
              <Link className="link nowrap" href={adjudicatePath(project.id, { item: itemId })}>
                {t('inGuidelines.open', { number: format.number(order + 1) })}
              </Link>
              <bdi className={`fade guidelines-unclear-text typeface-${typeface}`} lang={lang} dir={dir}>
                {text}
              </bdi>
              {note !== '' && <bdi className="muted">{note}</bdi>}
            </li>
          )
        })}
      </ul>
    </Note>
  )
}
