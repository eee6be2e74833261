import { Plus, Upload } from 'lucide-react'
import { FileTrigger } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { localeDirection } from '#renderer/i18n/format.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { showToast } from '#renderer/ui/toasts.tsx'
import { QuestionSection } from './question-section.tsx'
import { readLabelFile } from './read-label-file.ts'
import type { LabelsEditor } from './use-labels-editor.ts'

const ACCEPTED = ['.csv', '.tsv', '.txt', '.json', '.jsonl']

/** Every question with its labels, and what adds labels to the one that is picked. */
export function QuestionList({ editor }: { editor: LabelsEditor }) {
  const { t } = useTranslation('labels')
  return (
    <section className="card col question-list" aria-label={t('title')}>
      <div className="question-scroll">
        {editor.questions.map((question, index) => (
          <QuestionSection key={question.id} editor={editor} question={question} index={index} />
        ))}
      </div>
      <ListFoot editor={editor} />
    </section>
  )
}

function ListFoot({ editor }: { editor: LabelsEditor }) {
  const { t } = useTranslation('labels')
  const { locale } = useSettings()
  const question = editor.questions.find(({ id }) => id === editor.selected?.question)
  if (question === undefined) return null
  const inwards = localeDirection(locale) === 'rtl' ? '←' : '→'
  const fromFile = async (files: FileList | null) => {
    const [file] = files ?? []
    if (file === undefined) return
    const listed = await readLabelFile(file)
    if (listed === null) showToast(t('file.notText', { name: file.name }))
    else if (listed.length === 0) showToast(t('file.none', { name: file.name }))
    else if (editor.addLabelList(question, listed) === 0) showToast(t('file.known', { name: file.name }))
  }
  return (
    <div className="row question-foot">
      <Button size="s" icon={<Plus size={15} aria-hidden />} keys={['N']} onPress={() => editor.setAdding(question.id)}>
        {t('newLabel')}
      </Button>
      <span className="row sm muted">
        <KeyCap>Alt</KeyCap>
        <KeyCap>↑</KeyCap>
        <KeyCap>↓</KeyCap>
        {t('keys.order')}
      </span>
      <span className="row sm muted">
        <KeyCap>Alt</KeyCap>
        <KeyCap>{inwards}</KeyCap>
        {t('keys.inside')}
      </span>
      <span className="grow" />
      <FileTrigger acceptedFileTypes={ACCEPTED} onSelect={(files) => void fromFile(files)}>
        <Button variant="quiet" size="s" icon={<Upload size={15} aria-hidden />}>
          {t('fromFile')}
        </Button>
      </FileTrigger>
    </div>
  )
}
