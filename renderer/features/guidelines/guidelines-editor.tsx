import { Bold, Check, Heading, List, X } from 'lucide-react'
import { useRef, type KeyboardEvent } from 'react'
import { Toolbar } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import { languageOf } from '#shared/text/languages.ts'
import { Button } from '#renderer/ui/button.tsx'
import { formatText, FORMATS, type Format, type FormatWords } from './markdown-edit.ts'
import type { Guidelines } from './use-guidelines.ts'

const ICONS = {
  heading: <Heading size={15} aria-hidden />,
  bold: <Bold size={15} aria-hidden />,
  list: <List size={15} className="mirrored" aria-hidden />,
  correct: <Check size={15} aria-hidden />,
  incorrect: <X size={15} aria-hidden />,
}

/** The signs alone where we do not know the language's words. */
const NO_WORDS: FormatWords = { bold: '…', correct: '', incorrect: '' }
const URDU_WORDS: FormatWords = { bold: 'لفظ', correct: 'درست: ', incorrect: 'غلط: ' }
const WORDS: Readonly<Record<string, FormatWords>> = {
  ur: URDU_WORDS,
  en: { bold: 'word', correct: 'Right: ', incorrect: 'Wrong: ' },
  'ur-Latn': { bold: 'lafz', correct: 'Durust: ', incorrect: 'Ghalat: ' },
}

export type GuidelinesEditorProps = { guidelines: Guidelines; language: string; autoFocus: boolean }

/** The Markdown itself, with buttons for those who do not know its signs. */
export function GuidelinesEditor({ guidelines, language, autoFocus }: GuidelinesEditorProps) {
  const { t } = useTranslation('guidelines')
  const fieldRef = useRef<HTMLTextAreaElement>(null)
  const { lang, dir, typeface } = languageOf(language)
  const format = (kind: Format) => {
    const field = fieldRef.current
    if (field === null) return
    const selection = { start: field.selectionStart, end: field.selectionEnd }
    const edit = formatText(field.value, selection, kind, WORDS[language] ?? NO_WORDS)
    field.focus()
    field.setSelectionRange(edit.from, edit.to)
    insertText(field, edit.insert)
    field.setSelectionRange(edit.selection.start, edit.selection.end)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const command = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey
    if (!command || event.code !== 'KeyB') return
    event.preventDefault()
    format('bold')
  }
  return (
    <section className="card col guidelines-card" aria-label={t('editor')}>
      <Toolbar className="row wrap guidelines-head" aria-label={t('formats')}>
        {FORMATS.map((kind) => (
          <Button
            key={kind}
            variant="quiet"
            size="s"
            icon={ICONS[kind]}
            keys={kind === 'bold' ? ['Ctrl', 'B'] : []}
            onPress={() => format(kind)}
          >
            {t(`format.${kind}`)}
          </Button>
        ))}
      </Toolbar>
      <textarea
        ref={fieldRef}
        className={`guidelines-field reading-text typeface-${typeface}`}
        aria-label={t('editor')}
        placeholder={t('placeholder')}
        lang={lang}
        dir={dir}
        spellCheck={false}
        // Opened by the button of the empty page: the next thing is writing.
        autoFocus={autoFocus}
        value={guidelines.text}
        onChange={(event) => guidelines.write(event.target.value)}
        onKeyDown={onKeyDown}
      />
    </section>
  )
}

/**
 * Types into the field as a keyboard would, so that Ctrl+Z takes it back: the one way a page has into
 * the field's own undo.
 */
function insertText(field: HTMLTextAreaElement, text: string): void {
  const kind = text === '' ? 'delete' : 'insertText'
  if (field.ownerDocument.execCommand(kind, false, text)) return
  field.setRangeText(text)
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}
