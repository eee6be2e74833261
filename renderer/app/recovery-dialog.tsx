import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProjectId } from '#shared/base/ids.ts'
import { languageOf } from '#shared/text/languages.ts'
import { listProjectNames } from '#renderer/data/queries/projects.ts'
import { textStarts } from '#renderer/data/queries/text-starts.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { hasNews, type Recovery } from '#renderer/data/recovery/reconcile-stores.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { useServices } from './services-context.ts'

/** Texts that are named; the others are a number. */
const NAMED = 50

/** Tells once, at the start, what one store had lost and the other gave back. */
export function RecoveryDialog() {
  const { recovery } = useServices()
  const [open, setOpen] = useState(recovery !== null && hasNews(recovery))
  return open && recovery !== null ? <RecoveryReport recovery={recovery} onClose={() => setOpen(false)} /> : null
}

function RecoveryReport({ recovery, onClose }: { recovery: Recovery; onClose: () => void }) {
  const { t } = useTranslation('common')
  const { data } = useServices()
  const names = useQuery(() => listProjectNames(data), [data])
  const nameOf = (id: ProjectId) => names?.get(id) ?? id
  const applied = [...recovery.applied.values()].reduce((sum, count) => sum + count, 0)
  return (
    <Dialog
      title={t(recovery.found === 'refused' ? 'recovery.refusedTitle' : 'recovery.title')}
      closeLabel={t('action.close')}
      onClose={onClose}
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('action.done')}
        </Button>
      }
    >
      {recovery.found === 'refused' && <p>{t('recovery.refused')}</p>}
      {recovery.found === 'damaged' && <p>{t('recovery.damaged')}</p>}
      {recovery.databaseCleared && <p>{t('recovery.cleared')}</p>}
      {applied > 0 && <p>{t('recovery.applied', { count: applied })}</p>}
      <ul className="recovery-list">
        {[...recovery.applied].map(([id, count]) => (
          <li key={id}>
            <bdi>{nameOf(id)}</bdi> <span className="num muted">{t('recovery.changes', { count })}</span>
          </li>
        ))}
      </ul>
      <RecoveredTexts answered={recovery.answered} />
      {recovery.restored > 0 && <p>{t('recovery.restored', { count: recovery.restored })}</p>}
      {recovery.packedBlobs > 0 && <p>{t('recovery.packed', { count: recovery.packedBlobs })}</p>}
      {recovery.missingChunks > 0 && <p className="warning-text">{t('recovery.missing')}</p>}
    </Dialog>
  )
}

/** The texts whose answers came back, the newest first. */
function RecoveredTexts({ answered }: Pick<Recovery, 'answered'>) {
  const { t } = useTranslation('common')
  const { data } = useServices()
  const named = [...answered.keys()].slice(-NAMED).reverse()
  const texts = useQuery(() => textStarts(data, named), [data, answered])
  if (answered.size === 0) return null
  const more = answered.size - named.length
  return (
    <section>
      <h3 className="recovery-heading">{t('recovery.answers', { count: answered.size })}</h3>
      <ul className="recovery-texts">
        {texts?.map(({ itemId, text, language }) => {
          const { lang, dir, typeface } = languageOf(language)
          return (
            <li key={itemId} className={`recovery-text fade typeface-${typeface}`} lang={lang} dir={dir}>
              <bdi>{text}</bdi>
            </li>
          )
        })}
      </ul>
      {more > 0 && <p className="muted sm num">{t('recovery.more', { count: more })}</p>}
    </section>
  )
}
