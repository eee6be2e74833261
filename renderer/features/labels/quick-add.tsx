import { useEffect, useRef, useState, type ClipboardEvent } from 'react'
import { Input, TextField } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { livingLabels, type Question } from '#shared/domain/question.ts'
import { languageOf } from '#shared/text/languages.ts'
import { labelsOfLines } from '#shared/formats/label-list.ts'
import { FieldError } from '#renderer/ui/field-parts.tsx'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { nameKey } from './label-problems.ts'
import type { LabelsEditor } from './use-labels-editor.ts'

export type QuickAddProps = {
  editor: LabelsEditor
  question: Question
  /** Opened by N: takes the focus, Esc closes it. */
  focused: boolean
  /** The question has no label yet: the row stays. */
  first: boolean
}

/** A row to write names in: Enter adds and goes on, pasted lines become a label each. */
export function QuickAdd({ editor, question, focused, first }: QuickAddProps) {
  const { t } = useTranslation('labels')
  const [name, setName] = useState('')
  const [known, setKnown] = useState(false)
  const inputRef = useRef<HTMLInputElement>(null)
  const language = languageOf(editor.project.fields[0]?.language ?? 'ur')
  useEffect(() => {
    if (focused) inputRef.current?.focus()
  }, [focused])
  // After every change: the row stands under the labels, each one that comes in would push it out of sight.
  useEffect(() => {
    if (focused) inputRef.current?.closest('.quick-add')?.scrollIntoView({ block: 'nearest' })
  })
  const add = () => {
    if (name.trim() === '') return
    const taken = livingLabels(question).some((label) => nameKey(label.name) === nameKey(name))
    setKnown(taken)
    if (taken) return
    editor.addLabels(question, [{ name, nameEn: '', description: '', example: '' }])
    editor.setAdding(question.id)
    setName('')
  }
  const paste = (event: ClipboardEvent) => {
    const text = event.clipboardData.getData('text/plain')
    if (!/[\r\n\t]/.test(text.trim())) return
    event.preventDefault()
    setKnown(editor.addLabelList(question, labelsOfLines(text)) === 0)
    editor.setAdding(question.id)
  }
  return (
    <div className="quick-add">
      <TextField
        aria-label={t('quick.label')}
        value={name}
        isInvalid={known}
        onChange={(value) => {
          setName(value)
          setKnown(false)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            add()
          } else if (event.key === 'Escape') {
            editor.setAdding(null)
            editor.focusList()
          } else {
            event.continuePropagation()
          }
        }}
      >
        <Input
          ref={inputRef}
          className="input"
          placeholder={t(first ? 'quick.first' : 'quick.next')}
          lang={language.lang}
          dir={name === '' ? undefined : language.dir}
          onPaste={paste}
        />
      </TextField>
      {known ? (
        <FieldError>{t('problem.nameKnown')}</FieldError>
      ) : (
        <p className="row wrap sm muted">
          <KeyCap>Enter</KeyCap>
          {t('quick.enter')}
          <KeyCap>Ctrl</KeyCap>
          <KeyCap>V</KeyCap>
          {t('quick.paste')}
        </p>
      )}
    </div>
  )
}
