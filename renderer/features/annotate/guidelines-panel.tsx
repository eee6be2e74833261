import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { guidelineSections } from '#shared/domain/guideline-sections.ts'
import { paletteColour } from '#shared/domain/label.ts'
import { languageOf } from '#shared/text/languages.ts'
import { searchKey } from '#shared/text/normalise.ts'
import { Check } from 'lucide-react'
import { useServices } from '#renderer/app/services-context.ts'
import { MarkdownView } from '#renderer/ui/markdown-view.tsx'
import { SearchBox } from '#renderer/ui/search-box.tsx'
import type { TaskLabel } from '#renderer/app/answering/task-labels.ts'

/** The project's guidelines and the labels' meanings, searchable, in the project's language. */
export const GuidelinesPanel = memo(function GuidelinesPanel({
  guidelines,
  labels,
  language,
}: {
  guidelines: string
  labels: readonly TaskLabel[]
  language: string
}) {
  const { t } = useTranslation(['annotate', 'common'])
  const { platform } = useServices()
  const [search, setSearch] = useState('')
  const { lang, dir, typeface } = languageOf(language)
  const key = searchKey(search.trim(), language)
  const fits = (text: string) => key === '' || searchKey(text, language).includes(key)
  const described = labels.filter(({ label }) => label.description !== '' || label.example !== '')
  const shownLabels = described.filter(({ label, name }) => fits(`${name} ${label.description} ${label.example}`))
  const shownBlocks = guidelineSections(guidelines)
    .map(({ block }) => block)
    .filter(fits)
  return (
    <div className={`col guidelines typeface-${typeface}`}>
      <SearchBox label={t('searchGuidelines')} value={search} onChange={setSearch} />
      {shownLabels.map(({ question, label, name }) => (
        <section key={`${question.id} ${label.id}`} className="guideline-label">
          <bdi className={`tag label-colour-${paletteColour(label.colour)}`}>{name}</bdi>
          {label.description !== '' && (
            <p className="guideline-text" lang={lang} dir={dir}>
              {label.description}
            </p>
          )}
          {label.example !== '' && (
            <p className="row guideline-example">
              <Check size={15} aria-hidden />
              <bdi className="guideline-text" lang={lang} dir={dir}>
                {label.example}
              </bdi>
            </p>
          )}
        </section>
      ))}
      {shownBlocks.length > 0 && (
        <div className="guideline-text" lang={lang} dir={dir}>
          <MarkdownView
            text={shownBlocks.join('\n\n')}
            linkQuestion={{ title: t('link.title'), open: t('common:action.open'), keep: t('common:action.cancel') }}
            onOpen={(url) => void platform.openExternal(url)}
          />
        </div>
      )}
      {shownLabels.length + shownBlocks.length === 0 && (
        <p className="muted">{key === '' ? t('noGuidelines') : t('notFound')}</p>
      )}
    </div>
  )
})
