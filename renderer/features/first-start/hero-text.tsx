import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mark } from '#renderer/ui/marked-text/mark.ts'
import { MarkedText } from '#renderer/ui/marked-text/marked-text.tsx'

const SENTENCE = 'ہماری زبان مشین کو ہم خود سکھائیں گے۔'
const NOTHING: readonly number[] = []
const ignore = () => undefined

function markOf(words: string, mark: Pick<Mark, 'id' | 'name' | 'colour' | 'line'>): Mark {
  const start = SENTENCE.indexOf(words)
  return { ...mark, start, end: start + words.length }
}

/** One sentence that says what the app is for, marked as the app marks texts. A picture: nothing in it takes the focus. */
export function HeroText() {
  const { t } = useTranslation('start')
  const marks = useMemo(
    () => [
      markOf('ہماری زبان', { id: 'language', name: t('hero.language'), colour: 1, line: 'solid' }),
      markOf('مشین', { id: 'learner', name: t('hero.learner'), colour: 9, line: 'dashed' }),
      markOf('ہم خود', { id: 'teacher', name: t('hero.teacher'), colour: 6, line: 'solid' }),
    ],
    [t],
  )
  return (
    <div className="start-sentence" inert>
      <MarkedText
        text={SENTENCE}
        tokens={NOTHING}
        dir="rtl"
        lang="ur"
        typeface="nastaliq"
        fontSizePx={32}
        lineHeight={2.6}
        marks={marks}
        pickedId={null}
        selection={null}
        readOnly
        labels={{ text: SENTENCE, marks: t('hero.marks'), announcement: '' }}
        onPick={ignore}
        onSelect={ignore}
        onResize={ignore}
      />
    </div>
  )
}
