import { GripVertical } from 'lucide-react'
import { useMemo, type KeyboardEvent } from 'react'
import { Button, Collection, Tree, TreeItem, TreeItemContent, useDragAndDrop } from 'react-aria-components'
import { useTranslation } from 'react-i18next'
import type { LabelId } from '#shared/base/ids.ts'
import { keyCapOf } from '#shared/domain/hotkeys.ts'
import { labelName } from '#shared/domain/label.ts'
import { livingLabels, type Question } from '#shared/domain/question.ts'
import { labelUseOf } from '#shared/domain/task-change.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { localeDirection } from '#renderer/i18n/format.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { KeyCap } from '#renderer/ui/key-cap.tsx'
import { MenuButton } from '#renderer/ui/menu-button.tsx'
import { Swatch } from '#renderer/ui/swatch.tsx'
import { labelForest, type LabelNode, type MoveWay } from './label-order.ts'
import { labelMenu } from './label-menu.tsx'
import type { LabelsEditor } from './use-labels-editor.ts'

type Props = { editor: LabelsEditor; question: Question }

/** Labels as a tree: arrows walk, Alt and an arrow moves, the handle drags. */
export function LabelTree({ editor, question }: Props) {
  const { locale } = useSettings()
  const title = locale === 'en' && question.titleEn !== '' ? question.titleEn : question.title
  const nodes = useMemo(() => labelForest(question.labels), [question.labels])
  const ids = useMemo(() => livingLabels(question).map(({ id }) => id), [question])
  const { dragAndDropHooks } = useDragAndDrop<LabelNode>({
    getItems: (dragged) => [...dragged].map((key) => ({ 'text/plain': nameOf(question, key, locale) })),
    onMove: ({ keys, target }) => {
      const [label] = keys
      if (label === undefined) return
      const at = { question: question.id, label: label as LabelId }
      editor.edit({ kind: 'label.drop', ...at, target: target.key as LabelId, position: target.dropPosition })
      editor.select(at)
    },
  })
  const picked = editor.selected?.question === question.id ? editor.selected.label : null
  return (
    <div onKeyDownCapture={(event) => treeKey(event, { editor, question, picked, dir: localeDirection(locale) })}>
      <Tree
        className="label-tree"
        aria-label={title}
        items={nodes}
        dependencies={[editor.keys, editor.use, locale]}
        expandedKeys={ids}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={picked === null ? [] : [picked]}
        onSelectionChange={(keys) => {
          const [label] = keys
          if (keys !== 'all' && label !== undefined) editor.select({ question: question.id, label: label as LabelId })
        }}
        onAction={() => editor.focusForm()}
        dragAndDropHooks={dragAndDropHooks}
      >
        {(node) => <Row key={node.id} node={node} editor={editor} question={question} />}
      </Tree>
    </div>
  )
}

function nameOf(question: Question, key: unknown, locale: string): string {
  const label = question.labels.find(({ id }) => id === key)
  return label ? labelName(label, locale) : ''
}

type KeyPlace = Props & { picked: LabelId | null; dir: 'rtl' | 'ltr' }

/** Alt with an arrow moves the picked label, Delete takes it out; all else is the tree's. */
function treeKey(event: KeyboardEvent<HTMLDivElement>, { editor, question, picked, dir }: KeyPlace): void {
  const inTree = event.target instanceof Element && event.currentTarget.contains(event.target)
  const label = question.labels.find(({ id }) => id === picked)
  if (!inTree || label === undefined || event.ctrlKey || event.metaKey) return
  const inwards = dir === 'rtl' ? 'ArrowLeft' : 'ArrowRight'
  const ways: Record<string, MoveWay> = {
    ArrowUp: 'up',
    ArrowDown: 'down',
    ArrowLeft: inwards === 'ArrowLeft' ? 'in' : 'out',
    ArrowRight: inwards === 'ArrowRight' ? 'in' : 'out',
  }
  const way = event.altKey ? ways[event.code] : undefined
  if (way !== undefined) editor.edit({ kind: 'label.move', question: question.id, label: label.id, way })
  else if (event.code === 'Delete' && !event.altKey) editor.askRemoveLabel(question, label)
  else return
  event.preventDefault()
  event.stopPropagation()
}

type RowProps = Props & { node: LabelNode }

function Row({ node, editor, question }: RowProps) {
  const { t } = useTranslation('labels')
  const { locale } = useSettings()
  const format = useFormat()
  const { label, depth } = node
  const name = labelName(label, locale).trim() === '' ? t('unnamed') : labelName(label, locale)
  const code = editor.keys.get(`${question.id}/${label.id}`)
  const answers = labelUseOf(editor.use, question.id, label.id)
  const broken = editor.problems.some((problem) => problem.label === label.id && problem.question === question.id)
  const key = code === undefined ? t('row.noKey') : t('row.key', { key: keyCapOf(code) })
  return (
    <TreeItem
      id={node.id}
      textValue={name}
      aria-label={t('row.about', { name, key, answers: t('answers', { count: answers }) })}
      className={broken ? 'label-row label-row-broken' : 'label-row'}
    >
      <TreeItemContent>
        <div className="label-grid">
          <Button slot="drag" className="label-grip" aria-label={t('row.drag', { name })}>
            <GripVertical size={18} aria-hidden />
          </Button>
          <span className={`row label-name label-depth-${depth}`}>
            {depth > 0 && <span className="label-branch" aria-hidden />}
            <Swatch colour={label.colour} />
            <bdi className="med">{name}</bdi>
          </span>
          <span>{code !== undefined && <KeyCap>{keyCapOf(code)}</KeyCap>}</span>
          <span className="num muted">{format.number(answers)}</span>
          <MenuButton label={t('menuOf', { name })} entries={labelMenu(t, editor, question, node)} />
        </div>
      </TreeItemContent>
      <Collection items={node.children} dependencies={[editor.keys, editor.use, locale]}>
        {(child: LabelNode) => <Row key={child.id} node={child} editor={editor} question={question} />}
      </Collection>
    </TreeItem>
  )
}
