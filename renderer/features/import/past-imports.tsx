import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ImportRecord } from '#shared/domain/chunk.ts'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { removeImport } from '#renderer/data/commands/import-items.ts'
import { listImports } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import { UndoImportDialog } from './undo-import-dialog.tsx'

/** Every import of the project, newest first: each can be undone and brought back. */
export function PastImports({ project }: { project: Project }) {
  const { t } = useTranslation(['import', 'common'])
  const { data } = useServices()
  const annotatorId = useAnnotatorId()
  const [asked, setAsked] = useState<ImportRecord | null>(null)
  const imports = useQuery(() => listImports(data, project.id), [data, project.id])
  if (imports === undefined) return null
  const restore = async (record: ImportRecord) => {
    await removeImport(data, { projectId: project.id, annotatorId }, record.id, false)
    showToast(t('past.restoredToast', { name: record.fileName }))
  }
  return (
    <section className="card past-imports">
      <h2 className="section-title past-head">{t('past.title')}</h2>
      {imports.length === 0 && <p className="muted past-none">{t('past.none')}</p>}
      <ul className="past-list">
        {imports.map((record) => (
          <PastRow
            key={record.id}
            record={record}
            onUndo={() => setAsked(record)}
            onRestore={() => void restore(record)}
          />
        ))}
      </ul>
      {asked !== null && <UndoImportDialog project={project} record={asked} onClose={() => setAsked(null)} />}
    </section>
  )
}

function PastRow({ record, onUndo, onRestore }: { record: ImportRecord; onUndo: () => void; onRestore: () => void }) {
  const { t } = useTranslation('import')
  const format = useFormat()
  const answered = record.answered ?? 0
  const state = record.state === 'done' ? '' : t(`past.state.${record.state}`)
  return (
    <li className="row past-row">
      <bdi className="med past-name">{record.fileName}</bdi>
      {record.removed && <Chip>{t('past.removed')}</Chip>}
      {!record.removed && state !== '' && <Chip tone="warning">{state}</Chip>}
      <span className="grow" />
      <span className="sm muted num nowrap">
        {answered > 0 && t('past.answered', { count: answered })}
        {answered > 0 && record.items > 0 && ' · '}
        {(record.items > 0 || answered === 0) && t('past.texts', { count: record.items })}
      </span>
      <bdi className="sm muted num nowrap">{format.dateTime(record.startedAt)}</bdi>
      {/* Answers to texts of other files stay: where it brought nothing else, there is nothing to undo. */}
      {(record.items > 0 || answered === 0) && (
        <Button size="s" onPress={record.removed ? onRestore : onUndo}>
          {record.removed ? t('past.restore') : t('past.undo')}
        </Button>
      )}
    </li>
  )
}
