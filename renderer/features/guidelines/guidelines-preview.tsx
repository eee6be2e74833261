import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { guidelineSections } from '#shared/domain/guideline-sections.ts'
import { languageOf } from '#shared/text/languages.ts'
import { searchKey } from '#shared/text/normalise.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { MarkdownView } from '#renderer/ui/markdown-view.tsx'
import { SearchBox } from '#renderer/ui/search-box.tsx'

/** `section`: heading of the one that a link leads to. */
type PreviewProps = { text: string; language: string; section: string | null }

/** What annotators will read, with the search they will have: sections that hold the words. */
export function GuidelinesPreview({ text, language, section }: PreviewProps) {
  const { t } = useTranslation(['guidelines', 'common'])
  const { platform } = useServices()
  const [search, setSearch] = useState('')
  const { lang, dir, typeface } = languageOf(language)
  const read = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const headings = [...(read.current?.querySelectorAll('h1, h2, h3, h4, h5, h6') ?? [])]
    const wanted = section === null ? undefined : headings.find((one) => one.textContent.trim().startsWith(section))
    wanted?.scrollIntoView({ block: 'start' })
    wanted?.classList.add('guidelines-wanted')
    return () => wanted?.classList.remove('guidelines-wanted')
  }, [section])
  const key = searchKey(search.trim(), language)
  const blocks = guidelineSections(text).map(({ block }) => block)
  const found = key === '' ? blocks : blocks.filter((block) => searchKey(block, language).includes(key))
  return (
    <section className="card col guidelines-card">
      <div className="row guidelines-head">
        <span className="sm muted med">{t('preview')}</span>
        <span className="grow" />
        {key !== '' && (
          <span className="sm muted" role="status">
            {t('sections', { count: found.length })}
          </span>
        )}
        <SearchBox label={t('search')} value={search} onChange={setSearch} lang={lang} />
      </div>
      {/* The pane scrolls, so keys must reach it. */}
      <div ref={read} className="guidelines-read" role="region" aria-label={t('preview')} tabIndex={0}>
        <div className={`reading-text typeface-${typeface}`} lang={lang} dir={dir}>
          <MarkdownView
            text={found.join('\n\n')}
            linkQuestion={{ title: t('link'), open: t('common:action.open'), keep: t('common:action.cancel') }}
            onOpen={(url) => void platform.openExternal(url)}
          />
        </div>
        {blocks.length === 0 && <p className="muted">{t('previewEmpty')}</p>}
      </div>
    </section>
  )
}
