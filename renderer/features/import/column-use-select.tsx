import { Hash, Info, ListChecks, ListPlus, Minus, Tag, Type, User, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ColumnMapping, ColumnUse } from '#shared/formats/column-use.ts'
import type { Project, TaskVersion } from '#shared/domain/project.ts'
import { useSettings } from '#renderer/app/services-context.ts'
import { SelectField } from '#renderer/ui/select-field.tsx'

const ICONS: Partial<Record<ColumnUse['kind'], LucideIcon>> = {
  skip: Minus,
  id: Hash,
  text: Type,
  meta: Info,
  annotator: User,
  answer: Tag,
}

/** One text that stands for a use: what a list can be keyed by. */
function keyOfUse(use: ColumnUse): string {
  if (use.kind === 'text' || use.kind === 'checksum') return `${use.kind}:${use.field}`
  return use.kind === 'answer' ? `answer:${use.question}` : use.kind
}

/** Uses that several columns may have; of the others a second one takes over. */
const SHARED = new Set(['skip', 'meta'])

/** The mapping with one column's use changed; the column that had that use before becomes information. */
export function withUse(mapping: readonly ColumnMapping[], column: string, use: ColumnUse): ColumnMapping[] {
  return mapping.map((one) => {
    if (one.column === column) return { column, use }
    if (SHARED.has(use.kind) || keyOfUse(one.use) !== keyOfUse(use)) return one
    return { column: one.column, use: { kind: 'meta', name: one.column } }
  })
}

/** A choice of the list that is no use: a question is made of the column, and then it is an answer to it. */
const MAKE_QUESTION = 'make-question'

type Props = {
  mapping: ColumnMapping
  project: Project
  task: TaskVersion
  onChange: (use: ColumnUse) => void
  /** Null where the column holds no labels. */
  onMakeQuestion: (() => void) | null
}

export function ColumnUseSelect({ mapping, project, task, onChange, onMakeQuestion }: Props) {
  const { t } = useTranslation('import')
  const { locale } = useSettings()
  const { column, use } = mapping
  const uses: ColumnUse[] = [
    ...project.fields.map((field): ColumnUse => ({ kind: 'text', field: field.id })),
    ...task.questions.map((question): ColumnUse => ({ kind: 'answer', question: question.id })),
    { kind: 'id' },
    { kind: 'meta', name: use.kind === 'meta' ? use.name : column },
    { kind: 'annotator' },
    { kind: 'skip' },
  ]
  if (!uses.some((one) => keyOfUse(one) === keyOfUse(use))) uses.unshift(use)
  const nameOf = (one: ColumnUse): string => {
    if (one.kind === 'text' || one.kind === 'checksum') {
      return t(`use.${one.kind}`, { field: project.fields.find((field) => field.id === one.field)?.name ?? '' })
    }
    if (one.kind !== 'answer') return t(`use.${one.kind}`)
    const question = task.questions.find(({ id }) => id === one.question)
    const title = locale === 'en' && question?.titleEn ? question.titleEn : question?.title
    return t('use.answer', { question: title ?? '' })
  }
  return (
    <SelectField
      label={t('use.label', { column })}
      hideLabel
      className="use-select"
      value={keyOfUse(use)}
      options={[
        ...uses.map((one) => {
          const Icon = ICONS[one.kind] ?? ListChecks
          return { value: keyOfUse(one), label: nameOf(one), icon: <Icon size={15} aria-hidden /> }
        }),
        ...(onMakeQuestion === null
          ? []
          : [{ value: MAKE_QUESTION, label: t('question.make'), icon: <ListPlus size={15} aria-hidden /> }]),
      ]}
      onChange={(key) => {
        if (key === MAKE_QUESTION) onMakeQuestion?.()
        const chosen = uses.find((one) => keyOfUse(one) === key)
        if (chosen) onChange(chosen)
      }}
    />
  )
}
