import { useTranslation } from 'react-i18next'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { Bar } from '#renderer/ui/progress.tsx'
import { PairNotes } from './pair-notes.tsx'
import type { GiveHindrance, GivePreview } from './give-form.ts'
import { useHindrance } from './use-hindrance.ts'
import type { Fitting } from './use-fitting.ts'

/** What giving would come to, in numbers, before it is done. */
export function GivePreviewCard({ outcome, fitting }: { outcome: GivePreview | GiveHindrance; fitting: Fitting }) {
  const { t } = useTranslation('hand-out')
  const tell = useHindrance()
  return (
    <section className="card give-preview" aria-live="polite" aria-label={t('preview.title')}>
      <h2 className="section-title">{t('preview.title')}</h2>
      {fitting.progress !== null && <Looking fitting={fitting} />}
      {fitting.stopped && <Note tone="warning">{t('preview.stopped', { count: fitting.count ?? 0 })}</Note>}
      {typeof outcome === 'string' ? (
        fitting.progress === null && <p className="muted">{tell(outcome)}</p>
      ) : (
        <Numbers {...outcome} />
      )}
    </section>
  )
}

function Looking({ fitting: { progress, stop } }: { fitting: Fitting }) {
  const { t } = useTranslation('hand-out')
  const format = useFormat()
  if (progress === null) return null
  const { seen, all, found } = progress
  return (
    <div className="col give-looking">
      <p className="sm">{t('preview.looking')}</p>
      <Bar label={t('preview.looking')} share={all === 0 ? 1 : seen / all} />
      <div className="row">
        <span className="sm muted num grow">
          {t('preview.seen', { seen: format.number(seen), all: format.number(all), found: format.number(found) })}
        </span>
        <Button size="s" onPress={stop}>
          {t('preview.stop')}
        </Button>
      </div>
    </div>
  )
}

function Numbers({ items, sharing, shared, checks, total, each, pairs }: GivePreview) {
  const { t } = useTranslation(['hand-out', 'team'])
  const format = useFormat()
  return (
    <>
      <p className="give-figure num">{format.number(items)}</p>
      <p>{t('preview.items', { count: items })}</p>
      <p className="muted">
        {shared === 0
          ? t('preview.nothingShared')
          : shared < items
            ? t('preview.partShared', {
                count: shared,
                people: format.number(sharing.overlap),
                total: format.number(total),
              })
            : t('preview.shared', { people: format.number(sharing.overlap), total: format.number(total) })}
      </p>
      {checks > 0 && <p className="muted">{t('preview.checks', { count: checks })}</p>}
      <ul className="give-each">
        {each.map(({ person, items: own }) => (
          <li key={person.annotatorId} className="row">
            <bdi className="grow">{person.name || t('team:nameless')}</bdi>
            <span className="num nowrap">{t('preview.each', { count: own })}</span>
          </li>
        ))}
      </ul>
      <PairNotes pairs={pairs} />
    </>
  )
}
