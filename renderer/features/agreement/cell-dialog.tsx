import { Scale } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { languageOf } from '#shared/text/languages.ts'
import { useAnswerTurn, useTold } from '#renderer/app/agreement/use-told.ts'
import { adjudicatePath } from '#renderer/app/routes.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import type { CellItem } from '#renderer/workers/agreement-protocol.ts'
import { cellOfId } from './confusion-plot.ts'
import type { CardProps } from './figures.tsx'
import { inSentence } from './names.ts'

const SHOWN = 50

type Props = CardProps & { cell: string; onClose: () => void }

/** The texts behind a cell of the confusion table, with what each person said. */
export function CellDialog({ project, question, filter, names, cell, onClose }: Props) {
  const { t } = useTranslation(['agreement', 'common'])
  const format = useFormat()
  const [, navigate] = useLocation()
  const { one, other } = cellOfId(cell)
  const turn = useAnswerTurn(project.id)
  const told = useTold('cell', { projectId: project.id, question: question.id, filter, one, other, limit: SHOWN }, turn)
  const title =
    one === other
      ? t('cellDialog.titleSame', { one: inSentence(names).label(one) })
      : t('cellDialog.title', { one: inSentence(names).label(one), other: inSentence(names).label(other) })
  const counted =
    told === null
      ? t('cellDialog.loading')
      : told.all > told.items.length
        ? t('cellDialog.shown', { shown: told.items.length, count: told.all })
        : t('cellDialog.count', { count: told.all })
  const settle = () => {
    navigate(adjudicatePath(project.id, { question: question.id, labels: [one, other] }))
  }
  return (
    <Dialog
      title={title}
      subtitle={<span className="num">{counted}</span>}
      size="medium"
      closeLabel={t('common:action.close')}
      onClose={onClose}
      footer={
        one !== other && (
          <>
            <span className="grow" />
            <Button variant="primary" icon={<Scale size={15} aria-hidden />} onPress={settle}>
              {t('cellDialog.settle')}
            </Button>
          </>
        )
      }
    >
      <ol className="agreement-items col" tabIndex={0} aria-label={title}>
        {told?.items.map((item) => (
          <CellRow key={item.itemId} item={item} names={names} number={format.number(item.order + 1)} />
        ))}
      </ol>
    </Dialog>
  )
}

function CellRow({ item, names, number }: { item: CellItem; names: CardProps['names']; number: string }) {
  const { t } = useTranslation('agreement')
  const { lang, dir, typeface } = languageOf(item.language)
  return (
    <li className="agreement-item">
      <span className="sm muted num">{t('cellDialog.textNumber', { number })}</span>
      <p className={`fade typeface-${typeface}`} lang={lang} dir={dir}>
        {item.start}
      </p>
      <p className="row wrap sm agreement-said">
        {item.answers.map(({ person, labels }) => (
          <span key={person}>
            <bdi className="muted">{names.person(person)}</bdi>
            {': '}
            <bdi className="med">
              {labels.length === 0
                ? t('cellDialog.noAnswer')
                : labels.map((label) => names.label(label)).join(t('listComma'))}
            </bdi>
          </span>
        ))}
      </p>
    </li>
  )
}
