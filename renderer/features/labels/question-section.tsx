import { ArrowDown, ArrowUp, ChevronDown, Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { livingLabels, type Question } from '#shared/domain/question.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { classNames } from '#renderer/ui/class-names.ts'
import { MenuButton } from '#renderer/ui/menu-button.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import { labelName } from '#shared/domain/label.ts'
import { labelUseOf } from '#shared/domain/task-change.ts'
import { KIND_NAMES, kindOf } from './kinds/question-kinds.ts'
import { useAddQuestion } from './kinds/use-add-question.ts'
import { LabelTree } from './label-tree.tsx'
import { QuickAdd } from './quick-add.tsx'
import type { LabelsEditor } from './use-labels-editor.ts'

export type QuestionSectionProps = { editor: LabelsEditor; question: Question; index: number }

/** One question: its head, its labels, the ones that were taken out. */
export function QuestionSection({ editor, question, index }: QuestionSectionProps) {
  const { t } = useTranslation('labels')
  const living = livingLabels(question)
  return (
    <section className="question-section" aria-label={question.title}>
      <QuestionHead editor={editor} question={question} index={index} />
      {living.length > 0 && (
        <div className="label-grid label-columns" aria-hidden>
          <span />
          <span>{t('column.label')}</span>
          <span>{t('column.key')}</span>
          <span>{t('column.answers')}</span>
        </div>
      )}
      {living.length > 0 && <LabelTree editor={editor} question={question} />}
      {(living.length === 0 || editor.adding === question.id) && (
        <QuickAdd
          key={question.id}
          editor={editor}
          question={question}
          focused={editor.adding === question.id}
          first={living.length === 0}
        />
      )}
      <RetiredLabels editor={editor} question={question} />
    </section>
  )
}

function QuestionHead({ editor, question, index }: QuestionSectionProps) {
  const { t } = useTranslation(['labels', 'common'])
  const { locale } = useSettings()
  const addQuestion = useAddQuestion(editor)
  const { icon: Icon, hint } = kindOf(question.kind)
  const title = locale === 'en' && question.titleEn !== '' ? question.titleEn : question.title
  const picked = editor.selected?.question === question.id && editor.selected.label === null
  const move = (by: 1 | -1) => editor.edit({ kind: 'question.move', question: question.id, by })
  return (
    <div className={classNames('row', 'question-head', picked && 'question-head-picked')}>
      <button
        type="button"
        className="row grow question-pick"
        aria-pressed={picked}
        onClick={() => editor.select({ question: question.id, label: null })}
        onKeyDown={(event) => {
          const by = event.code === 'ArrowUp' ? -1 : 1
          if (!event.altKey || (event.code !== 'ArrowUp' && event.code !== 'ArrowDown')) return
          event.preventDefault()
          move(by)
        }}
      >
        <Icon size={18} aria-hidden className="question-icon" />
        <span className="col">
          <span className="bold">
            <bdi>{title.trim() === '' ? t('untitled') : title}</bdi>
          </span>
          <span className="sm muted">{t(hint(question))}</span>
        </span>
      </button>
      {index === 0 && (
        <MenuButton
          label={t('addQuestion')}
          button={{ icon: <Plus size={15} aria-hidden />, children: t('question') }}
          entries={KIND_NAMES.map((kind) => {
            const { icon: KindIcon } = kindOf(kind)
            return {
              id: kind,
              label: t(`kind.${kind}.name`),
              icon: <KindIcon size={15} aria-hidden />,
              onAction: () => addQuestion(kind),
            }
          })}
        />
      )}
      <MenuButton
        label={t('menuOf', { name: title })}
        entries={[
          {
            id: 'up',
            label: t('move.up'),
            icon: <ArrowUp size={15} aria-hidden />,
            isDisabled: index === 0,
            onAction: () => move(-1),
          },
          {
            id: 'down',
            label: t('move.down'),
            icon: <ArrowDown size={15} aria-hidden />,
            isDisabled: index === editor.questions.length - 1,
            onAction: () => move(1),
          },
          { id: 'line', separator: true },
          {
            id: 'delete',
            label: t('deleteQuestion'),
            icon: <Trash2 size={15} aria-hidden />,
            danger: true,
            onAction: () => editor.ask({ kind: 'question', question }),
          },
        ]}
      />
    </div>
  )
}

/** Labels that answers still hold: gone from the palette, and back with one press. */
function RetiredLabels({ editor, question }: { editor: LabelsEditor; question: Question }) {
  const { t } = useTranslation('labels')
  const { locale } = useSettings()
  const format = useFormat()
  const [open, setOpen] = useState(false)
  const retired = question.labels.filter((label) => label.retired)
  if (retired.length === 0) return null
  return (
    <div className="retired">
      <button type="button" className="row sm muted retired-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <ChevronDown size={15} aria-hidden className={classNames('retired-chevron', open && 'retired-chevron-open')} />
        {t('retired', { count: retired.length })}
      </button>
      {open && (
        <ul className="col">
          {retired.map((label) => (
            <li key={label.id} className="label-grid retired-row">
              <span />
              <span className="row">
                <Swatch colour={label.colour} />
                <bdi className="muted">{labelName(label, locale)}</bdi>
              </span>
              <span />
              <span className="num muted">{format.number(labelUseOf(editor.use, question.id, label.id))}</span>
              <Button
                size="s"
                label={t('restoreOf', { name: labelName(label, locale) })}
                onPress={() => {
                  editor.edit({ kind: 'label.restore', question: question.id, label: label.id })
                  editor.select({ question: question.id, label: label.id })
                }}
              >
                {t('restore')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
