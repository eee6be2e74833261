import { ALargeSmall, Flag, ListFilter, MessageSquare, Search } from 'lucide-react'
import { memo, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { DialogTrigger, Popover, Dialog as AriaDialog } from 'react-aria-components'
import type { Project } from '#shared/domain/project.ts'
import type { Question } from '#shared/domain/question.ts'
import { SENTENCE_COLUMN } from '#shared/formats/conllu-parser.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useServices, useSettings } from '#renderer/app/services-context.ts'
import { TextSliders } from '#renderer/app/text-sliders.tsx'
import type { WorkItem } from '#renderer/data/queries/queue.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Chip } from '#renderer/ui/chip.tsx'
import type { MarkedTextHandle } from '#renderer/ui/marked-text/marked-text.tsx'
import { Segmented } from '#renderer/ui/segmented.tsx'
import { ChoiceStrip } from '#renderer/app/answering/choice-strip.tsx'
import { LeadMenu } from './lead-menu.tsx'
import { FieldText } from '#renderer/app/answering/field-text.tsx'
import type { Answering } from '#renderer/app/answering/use-answering.ts'
import type { AnnotateDialog } from './use-annotate-keys.ts'
import type { TaskLabel } from '#renderer/app/answering/task-labels.ts'

export type SheetProps = {
  project: Project
  questions: readonly Question[]
  labels: readonly TaskLabel[]
  work: WorkItem
  answering: Answering
  filtered: boolean
  textRef: RefObject<MarkedTextHandle | null>
  openDialog(dialog: AnnotateDialog): void
}

/** The text in the middle: what it is, the text itself, what is chosen. */
export function Sheet(props: SheetProps) {
  const { t } = useTranslation('annotate')
  const format = useFormat()
  const { work, answering, project } = props
  const { item, annotation } = work
  // A word shows its whole sentence, whatever else is known of it.
  const { [SENTENCE_COLUMN]: sentence = '', ...known } = item.metadata
  const source = Object.values(known)[0] ?? ''
  const own = answering.spans.filter((span) => !span.suggestion).length
  const marksSpans = props.questions.some((question) => question.kind === 'spans')
  const status = annotation?.status ?? 'open'
  return (
    <article className="card sheet">
      <div className="sheet-meta">
        <span className="nowrap">
          {t('text')} <b className="num sheet-number">{format.number(item.order + 1)}</b>
        </span>
        {source !== '' && (
          <>
            <span className="vsep sheet-sep" />
            <bdi className="sheet-source">{source}</bdi>
          </>
        )}
        {marksSpans && (
          <>
            <span className="vsep sheet-sep" />
            <span className="nowrap">{t('spanCount', { count: own })}</span>
          </>
        )}
        {status !== 'open' && <Chip tone={status === 'done' ? 'success' : 'neutral'}>{t(`status.${status}`)}</Chip>}
        {annotation?.flag?.value && <Flag size={15} className="sheet-flag" aria-label={t('flagged')} />}
        {annotation?.comments['']?.value && <MessageSquare size={15} aria-label={t('hasComment')} />}
        <span className="grow" />
        <SheetTools
          typefaces={project.fields.some((field) => languageOf(field.language).typeface === 'nastaliq')}
          filtered={props.filtered}
          openDialog={props.openDialog}
        />
        <LeadMenu project={project} item={item} />
      </div>
      <div className="sheet-body">
        {sentence !== '' && <SentenceLine sentence={sentence} language={project.fields[0]?.language ?? 'ur'} />}
        {project.fields.map((field, index) => (
          <FieldText
            key={`${item.id} ${field.id}`}
            field={field}
            showName={project.fields.length > 1}
            questions={props.questions}
            labels={props.labels}
            work={work}
            answering={answering}
            {...(index === 0 && { textRef: props.textRef })}
          />
        ))}
      </div>
      <ChoiceStrip {...props} />
    </article>
  )
}

function SentenceLine({ sentence, language: code }: { sentence: string; language: string }) {
  const { t } = useTranslation('annotate')
  const language = languageOf(code)
  return (
    <section aria-label={t('sentence')} className="sheet-sentence">
      <p className={`reading-text typeface-${language.typeface}`} lang={language.lang} dir={language.dir}>
        {sentence}
      </p>
    </section>
  )
}

type SheetToolsProps = Pick<SheetProps, 'filtered' | 'openDialog'> & {
  /** Whether the text may be shown in either typeface. */
  typefaces: boolean
}

/** How the text looks and how to find another: the same for every item. */
const SheetTools = memo(function SheetTools({ typefaces, filtered, openDialog }: SheetToolsProps) {
  const { t } = useTranslation('annotate')
  return (
    <>
      {typefaces && <TypefaceSwitch />}
      <DialogTrigger>
        <Button variant="quiet" size="s" icon={<ALargeSmall size={18} />} label={t('textSize')} />
        <Popover className="popover text-settings" placement="bottom end">
          <AriaDialog aria-label={t('textSize')}>
            <TextSliders className="col text-settings-body" />
          </AriaDialog>
        </Popover>
      </DialogTrigger>
      <Button
        variant="quiet"
        size="s"
        icon={<Search size={15} />}
        label={t('search')}
        keys={['/']}
        onPress={() => openDialog('search')}
      />
      <Button
        variant="quiet"
        size="s"
        icon={<ListFilter size={15} />}
        label={t('filter')}
        isPressed={filtered}
        onPress={() => openDialog('search')}
      />
    </>
  )
})

function TypefaceSwitch() {
  const { t } = useTranslation('annotate')
  const { platform } = useServices()
  const { contentFont } = useSettings()
  return (
    <Segmented
      label={t('typeface')}
      value={contentFont}
      options={[
        { value: 'nastaliq', label: t('nastaliq') },
        { value: 'naskh', label: t('naskh') },
      ]}
      onChange={(value) => platform.settings.update({ contentFont: value })}
    />
  )
}
