import { FileInput, FolderOpen } from 'lucide-react'
import { DropZone, FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { Button } from '#renderer/ui/button.tsx'
import { FailureNote } from './failure-note.tsx'
import type { ImportState } from './import-state.ts'
import { PastImports } from './past-imports.tsx'
import { readDrop, textFilesOf } from '#renderer/ui/read-drop.ts'

const ACCEPTED = ['.csv', '.tsv', '.txt', '.json', '.jsonl', '.ndjson', '.tab', '.conllu', '.conll-u']

export type FileStepProps = { project: Project; state: ImportState; onOpen: (files: File[]) => void }

/** Drop zone, pickers, and the files that came before. */
export function FileStep({ project, state, onOpen }: FileStepProps) {
  const { t } = useTranslation('import')
  return (
    <>
      {state.failure !== null && <FailureNote failure={state.failure} />}
      <DropZone
        className="card drop-zone"
        aria-label={t('drop.sentence')}
        onDrop={(event) => void readDrop(event.items).then(onOpen)}
      >
        <FileInput size={28} className="mirrored faint" aria-hidden />
        <p className="empty-state-sentence drop-sentence">{state.reading ? t('reading') : t('drop.sentence')}</p>
        <p className="muted">{t('drop.kinds')}</p>
        <div className="row wrap">
          <FileTrigger allowsMultiple acceptedFileTypes={ACCEPTED} onSelect={(list) => onOpen(Array.from(list ?? []))}>
            <Button
              variant="primary"
              isDisabled={state.reading}
              icon={<FileInput size={15} className="mirrored" aria-hidden />}
            >
              {t('drop.file')}
            </Button>
          </FileTrigger>
          <FileTrigger acceptDirectory onSelect={(list) => onOpen(textFilesOf(list))}>
            <Button isDisabled={state.reading} icon={<FolderOpen size={15} aria-hidden />}>
              {t('drop.folder')}
            </Button>
          </FileTrigger>
        </div>
        <p className="sm faint">{t('drop.folderHint')}</p>
      </DropZone>
      <PastImports project={project} />
    </>
  )
}
