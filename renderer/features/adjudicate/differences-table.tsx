import { Check, CircleDashed, ListChecks, Split, Tag, type LucideIcon } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskVersion } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { isSpan, partsOfDecision, type DifferenceKind } from '#shared/domain/settle.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { Button } from '#renderer/ui/button.tsx'
import { classNames } from '#renderer/ui/class-names.ts'
import { useAnswerLetters } from './answer-letters.ts'
import { Parts, questionTitle } from './part-tag.tsx'
import type { Row } from './settling-state.ts'
import { choiceOf, type Settling } from './use-settling.ts'
import type { ShownItem } from './use-shown-item.ts'

const ICONS: Record<DifferenceKind, LucideIcon> = {
  boundary: Split,
  label: Tag,
  missing: CircleDashed,
  choice: ListChecks,
}

/** Of a label that some gave and some did not there is no third way. */
export function mayBeNew({ difference }: Row): boolean {
  return difference.kind !== 'missing' || difference.said.flat().some(isSpan)
}

export type DifferencesTableProps = {
  task: TaskVersion
  shown: ShownItem
  settling: Settling
  disabledReason: string | null
}

/** Everything on which the answers differ, a line each, with what each says and the keys that decide it. */
export function DifferencesTable({ task, shown, settling, disabledReason }: DifferencesTableProps) {
  const { t } = useTranslation('adjudicate')
  const letterOf = useAnswerLetters()
  const { rows, state } = settling
  const several = new Set(rows.map(({ of }) => of.question)).size > 1
  return (
    <section className="card adj-differences">
      <table className="table">
        <thead>
          <tr>
            <th>{t('column.kind')}</th>
            {shown.answers.map(({ annotatorId }, index) => (
              <th key={annotatorId}>{t('answer', { letter: letterOf(index) })}</th>
            ))}
            <th className="adj-decide-head">{t('column.decision')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, at) => (
            <DifferenceLine
              key={row.key}
              row={row}
              question={task.questions.find(({ id }) => id === row.of.question)}
              showQuestion={several}
              shown={shown}
              settling={settling}
              isMarked={at === state.at}
              disabledReason={disabledReason}
              onMark={() => settling.act({ kind: 'go', at })}
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

type LineProps = {
  row: Row
  question: Question | undefined
  showQuestion: boolean
  shown: ShownItem
  settling: Settling
  isMarked: boolean
  disabledReason: string | null
  onMark: () => void
}

function DifferenceLine({ row, question, showQuestion, shown, settling, isMarked, ...props }: LineProps) {
  const { t } = useTranslation('adjudicate')
  const { locale } = useSettings()
  const line = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (isMarked) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isMarked])
  if (question === undefined) return null
  const { kind, said } = row.difference
  const Icon = ICONS[kind]
  return (
    <tr
      ref={line}
      className={classNames('adj-line', isMarked && 'adj-line-marked')}
      aria-current={isMarked}
      onClick={props.onMark}
    >
      <td className={classNames('sm', kind !== 'missing' && 'warning-text', kind === 'missing' && 'muted')}>
        <span className="row">
          <Icon size={18} aria-hidden />
          <span className="col">
            <span>{t(`kind.${kind}`, { count: said.filter((parts) => parts.length === 0).length })}</span>
            {showQuestion && <bdi className="faint adj-question">{questionTitle(question, locale)}</bdi>}
          </span>
        </span>
      </td>
      {said.map((parts, index) => (
        <td key={index}>
          <Parts parts={parts} question={question} item={shown.item} />
        </td>
      ))}
      <td>
        <DecisionButtons {...{ row, question, shown, settling, isMarked }} disabledReason={props.disabledReason} />
      </td>
    </tr>
  )
}

type ButtonsProps = Pick<LineProps, 'row' | 'shown' | 'settling' | 'isMarked' | 'disabledReason'> & {
  question: Question
}

function DecisionButtons({ row, question, shown, settling, isMarked, disabledReason }: ButtonsProps) {
  const { t } = useTranslation('adjudicate')
  const letterOf = useAnswerLetters()
  const chosen = choiceOf(settling, row)
  const decision = settling.state.settling.decisions[row.key]
  const keysOf = (number: number) => (isMarked ? [String(number)] : [])
  const check = <Check size={15} aria-hidden />
  return (
    <div className="row adj-decide" role="group" aria-label={t('column.decision')}>
      {shown.answers.map(({ annotatorId }, index) => (
        <Button
          key={annotatorId}
          size="s"
          variant={chosen === index ? 'primary' : 'secondary'}
          isPressed={chosen === index}
          {...(chosen === index && { icon: check })}
          keys={chosen === index ? [] : keysOf(index + 1)}
          disabledReason={disabledReason}
          onPress={() => settling.act({ kind: 'decide', key: row.key, decision: { by: 'answer', index } })}
        >
          {letterOf(index)}
        </Button>
      ))}
      {mayBeNew(row) && (
        <Button
          size="s"
          variant={chosen === 'own' ? 'primary' : 'secondary'}
          isPressed={chosen === 'own'}
          {...(chosen === 'own' && { icon: check })}
          keys={chosen === 'own' ? [] : keysOf(shown.answers.length + 1)}
          disabledReason={disabledReason}
          onPress={() => settling.act({ kind: 'begin', key: row.key })}
        >
          {t('new')}
        </Button>
      )}
      {chosen === 'own' && decision?.by === 'own' && (
        <Parts parts={partsOfDecision(row.difference, decision)} question={question} item={shown.item} />
      )}
    </div>
  )
}
