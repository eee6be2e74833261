import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ListBox, ListBoxItem } from 'react-aria-components'
import { Link } from 'wouter'
import { guidelineSections } from '#shared/domain/guideline-sections.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { languageOf } from '#shared/text/languages.ts'
import { guidelinesPath } from '#renderer/app/routes.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

export type UnclearSaid = { section: string; note: string }
type Props = { project: Project; task: TaskVersion; onSave: (said: UnclearSaid) => void; onClose: () => void }

const MOST_LETTERS = 2_000
/** No heading is that: of none of the sections. */
const NONE = '\n'

/** Which section of the guidelines should say it, and what is missing there. */
export function UnclearDialog({ project, task, onSave, onClose }: Props) {
  const { t } = useTranslation(['adjudicate', 'common'])
  const headings = [...new Set(guidelineSections(task.guidelines).map(({ heading }) => heading))].filter(Boolean)
  const [section, setSection] = useState(headings.length === 0 ? NONE : '')
  const [note, setNote] = useState('')
  const language = languageOf(project.fields[0]?.language ?? 'ur')
  const save = () => {
    if (section !== '') onSave({ section: section === NONE ? '' : section, note })
  }
  const footer = (
    <>
      {section !== '' && section !== NONE && (
        <Link href={guidelinesPath(project.id, section)} className="link">
          {t('unclear.look')}
        </Link>
      )}
      <span className="grow" />
      <Button keys={['Esc']} onPress={onClose}>
        {t('common:action.cancel')}
      </Button>
      <Button
        variant="primary"
        keys={['Ctrl', 'Enter']}
        disabledReason={section === '' ? t('unclear.choose') : null}
        onPress={save}
      >
        {t('unclear.save')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('unclear.title')} closeLabel={t('common:action.close')} footer={footer} onClose={onClose}>
      <div
        className="col adj-form"
        onKeyDownCapture={(event) => {
          if (event.code !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          event.stopPropagation()
          save()
        }}
      >
        <p className="sm muted">{t('unclear.about')}</p>
        <ListBox
          aria-label={t('unclear.which')}
          className="adj-sections"
          selectionMode="single"
          disallowEmptySelection={section !== ''}
          selectedKeys={section === '' ? [] : [section]}
          onSelectionChange={(keys) => {
            const [key] = keys === 'all' ? [] : keys
            if (typeof key === 'string') setSection(key)
          }}
          autoFocus
          items={[...headings, NONE].map((id) => ({ id }))}
        >
          {({ id }) => (
            <ListBoxItem className="option" textValue={id === NONE ? t('unclear.noSection') : id}>
              {id === NONE ? t('unclear.noSection') : <bdi lang={language.lang}>{id}</bdi>}
            </ListBoxItem>
          )}
        </ListBox>
        <TextField
          label={t('unclear.note')}
          value={note}
          onChange={setNote}
          rows={3}
          dir="auto"
          maxLength={MOST_LETTERS}
        />
      </div>
    </Dialog>
  )
}
