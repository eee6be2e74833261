import { ArrowDown, ArrowUp, IndentDecrease, IndentIncrease, Trash2 } from 'lucide-react'
import type { TFunction } from 'i18next'
import type { Question } from '#shared/domain/question.ts'
import type { MenuEntry } from '#renderer/ui/menu-button.tsx'
import type { LabelNode, MoveWay } from './label-order.ts'
import type { LabelsEditor } from './use-labels-editor.ts'

const ICONS = {
  up: <ArrowUp size={15} aria-hidden />,
  down: <ArrowDown size={15} aria-hidden />,
  in: <IndentIncrease size={15} className="mirrored" aria-hidden />,
  out: <IndentDecrease size={15} className="mirrored" aria-hidden />,
}
const WAYS: readonly MoveWay[] = ['up', 'down', 'in', 'out']

/** What can be done to a label, for those who use neither keys nor dragging. */
export function labelMenu(
  t: TFunction<'labels'>,
  editor: LabelsEditor,
  question: Question,
  { label, ways }: LabelNode,
): readonly MenuEntry[] {
  const at = { question: question.id, label: label.id }
  return [
    ...WAYS.map((way): MenuEntry => ({
      id: way,
      label: t(`move.${way}`),
      icon: ICONS[way],
      isDisabled: !ways.has(way),
      onAction: () => {
        editor.edit({ kind: 'label.move', ...at, way })
        editor.select(at)
      },
    })),
    { id: 'line', separator: true },
    {
      id: 'delete',
      label: t('deleteLabel'),
      icon: <Trash2 size={15} aria-hidden />,
      danger: true,
      onAction: () => editor.askRemoveLabel(question, label),
    },
  ]
}
