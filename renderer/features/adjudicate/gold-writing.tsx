import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/domain/item.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { ChoiceStrip } from '#renderer/app/answering/choice-strip.tsx'
import { FieldText } from '#renderer/app/answering/field-text.tsx'
import { LabelBar } from '#renderer/app/answering/label-bar.tsx'
import { LabelDialog } from '#renderer/app/answering/label-dialog.tsx'
import { taskLabels } from '#renderer/app/answering/task-labels.ts'
import { useAnswering } from '#renderer/app/answering/use-answering.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import type { MarkedTextHandle } from '#renderer/ui/marked-text/marked-text.tsx'
import { GoldFrame } from './gold-card.tsx'
import type { Writing } from './settling-state.ts'
import { placeOf, type Settling } from './use-settling.ts'
import { useWritingKeys } from './use-writing-keys.ts'

type Props = { project: Project; task: TaskVersion; item: Item; settling: Settling; writing: Writing }

/** A gold answer in words of one's own, with the means by which texts are answered: of one difference, or whole. */
export function GoldWriting({ project, task, item, settling, writing }: Props) {
  const { locale } = useSettings()
  const { key, draft } = writing
  const questions = useMemo(() => asked(task, settling, key), [task, settling, key])
  const labels = useMemo(() => taskLabels(questions, locale), [questions, locale])
  const work = useMemo(
    () => ({ item, annotation: draft, suggestions: [], commentDraft: '', training: null }),
    [item, draft],
  )
  const [naming, setNaming] = useState(false)
  const text = useRef<MarkedTextHandle>(null)
  const end = (all: boolean) => settling.act({ kind: 'end', all })
  const answering = useAnswering({
    work,
    place: `${item.id} ${key ?? ''}`,
    ended: null,
    questions,
    keep: (changes) => settling.act({ kind: 'change', changes }),
    finish: () => end(true),
  })
  // One label there must be; of marks there may be none.
  const mayBeNone = key !== null && questions.every(({ kind }) => kind === 'spans')
  const neither = () => mayBeNone && settling.act({ kind: 'decide', key, decision: { by: 'own', parts: [] } })
  const [place] = useState(() => (key === null ? null : placeOf(settling.row)))
  const { choose } = answering
  const aim = useRef(() => place && choose(place.field, place.range))
  // The words in question are chosen already: a label is all that is missing.
  useEffect(() => void aim.current(), [])
  useWritingKeys({ answering, labels, text: () => text.current, end, neither, openLabels: () => setNaming(true) })
  return (
    <GoldFrame
      head={<WritingHead of={key === null ? 'whole' : mayBeNone ? 'one' : 'label'} onEnd={end} onNeither={neither} />}
    >
      <div className="adj-writing">
        <LabelBar
          questions={questions}
          labels={labels}
          answering={answering}
          suggestions={[]}
          onAll={() => setNaming(true)}
        />
      </div>
      <div className="adj-gold-body">
        {project.fields.map((field, index) => (
          <FieldText
            key={field.id}
            field={field}
            showName={project.fields.length > 1}
            questions={questions}
            labels={labels}
            work={work}
            answering={answering}
            scale={0.9}
            {...(index === 0 && { textRef: text })}
          />
        ))}
      </div>
      <ChoiceStrip questions={questions} labels={labels} work={work} answering={answering} />
      {naming && (
        <LabelDialog labels={labels} onChoose={(label) => answering.press(label)} onClose={() => setNaming(false)} />
      )}
    </GoldFrame>
  )
}

/** The question of the difference; when all is written, every question that is not settled. */
function asked(task: TaskVersion, { rows, ground }: Settling, key: string | null): Question[] {
  const one = rows.find((row) => row.key === key)?.of.question
  if (one !== undefined) return task.questions.filter(({ id }) => id === one)
  const settled = new Set(ground.settled)
  return task.questions.filter(({ id }) => !settled.has(id))
}

type HeadProps = { of: 'whole' | 'one' | 'label'; onEnd: (all: boolean) => void; onNeither: () => void }

function WritingHead({ of, onEnd, onNeither }: HeadProps) {
  const { t } = useTranslation('adjudicate')
  return (
    <>
      <span className="sm muted" role="status">
        {t(`writing.${of}`)}
      </span>
      <span className="grow" />
      {of === 'one' && (
        <Button size="s" keys={['Del']} onPress={onNeither}>
          {t('writing.neither')}
        </Button>
      )}
      <Button size="s" keys={['Esc']} onPress={() => onEnd(false)}>
        {t('writing.leave')}
      </Button>
      {of === 'whole' && (
        <Button size="s" variant="primary" keys={['Enter']} onPress={() => onEnd(true)}>
          {t('writing.done')}
        </Button>
      )}
    </>
  )
}
