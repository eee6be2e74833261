import { Check, RefreshCw, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ItemId, ProjectId } from '#shared/base/ids.ts'
import { canBeAccepted } from '#shared/sync/judge-operation.ts'
import { OPERATION_KINDS } from '#shared/sync/operation.ts'
import { languageOf } from '#shared/text/languages.ts'
import { useServices } from '#renderer/app/services-context.ts'
import type { Team } from '#renderer/app/team/use-team.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { listPeople } from '#renderer/data/queries/projects.ts'
import { textStarts, type TextStart } from '#renderer/data/queries/text-starts.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx'
import { EmptyState } from '#renderer/ui/empty-state.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { useHeldHere } from './use-held-here.ts'
import { useHeld, type Held, type HeldRow } from './use-held.ts'

/** So many are shown at once; the hub tells no more. */
const TOLD = 500

/** What the hub keeps back. */
export function HeldAtHub({ team }: { team: Team }) {
  return <HeldList held={useHeld(team)} place="hub" />
}

/** What this laptop keeps aside, of a team without a hub. */
export function HeldHere({ projectId }: { projectId: ProjectId }) {
  return <HeldList held={useHeldHere(projectId)} place="here" />
}

type Place = 'hub' | 'here'

function HeldList({ held: { rows: all, problem, decide, again }, place }: { held: Held; place: Place }) {
  const { t } = useTranslation(['held', 'team', 'common'])
  const { data } = useServices()
  const rows = useMemo(() => all?.slice(0, TOLD) ?? null, [all])
  const [asked, setAsked] = useState<HeldRow | null>(null)
  const [busy, setBusy] = useState(false)
  const people = useQuery(() => listPeople(data), [data])
  const items = useMemo(() => [...new Set((rows ?? []).map(({ op }) => op.item as ItemId))], [rows])
  const starts = useQuery(() => textStarts(data, items), [data, items])
  const act = async (row: HeldRow, accept: boolean) => {
    setAsked(null)
    setBusy(true)
    await decide(row, accept)
    setBusy(false)
  }
  return (
    <>
      {problem !== null && (
        <Note
          tone={rows === null ? 'info' : 'danger'}
          title={t(rows === null ? 'notAsked' : 'notDecided')}
          action={
            <Button size="s" icon={<RefreshCw size={15} aria-hidden />} onPress={again}>
              {t('common:action.retry')}
            </Button>
          }
        >
          {problem === 'not-saved'
            ? t('notSaved')
            : t(problem === 'bad-request' ? 'cannotAccept' : `team:failed.${problem}`, t('team:failed.other'))}
        </Note>
      )}
      {rows === null ? (
        problem === null && place === 'hub' && <p className="muted">{t('asking')}</p>
      ) : rows.length === 0 ? (
        <section className="card grow project-empty">
          <EmptyState sentence={t(place === 'hub' ? 'empty' : 'emptyHere')} />
        </section>
      ) : (
        <section className="card held">
          <p className="sm muted held-about">
            {t(place === 'hub' ? 'about' : 'aboutHere', { count: rows.length })} {rows.length >= TOLD && t('more')}
          </p>
          <ul className="held-list" aria-label={t('title')}>
            {rows.map((row) => (
              <HeldItem
                key={`${row.writer}/${row.op.seq}`}
                row={row}
                place={place}
                name={people?.get(row.annotatorId)?.name ?? ''}
                start={starts?.find(({ itemId }) => itemId === row.op.item) ?? null}
                busy={busy}
                onAccept={() => void act(row, true)}
                onReject={() => setAsked(row)}
              />
            ))}
          </ul>
        </section>
      )}
      {asked && (
        <ConfirmDialog
          title={t('reject.title')}
          actLabel={t('reject.action')}
          keepLabel={t('common:action.keep')}
          onAct={() => void act(asked, false)}
          onKeep={() => setAsked(null)}
        >
          <p>{t(place === 'hub' ? 'reject.body' : 'reject.bodyHere')}</p>
        </ConfirmDialog>
      )}
    </>
  )
}

type HeldItemProps = {
  row: HeldRow
  place: Place
  name: string
  start: TextStart | null
  busy: boolean
  onAccept: () => void
  onReject: () => void
}

function HeldItem({ row, place, name, start, busy, onAccept, onReject }: HeldItemProps) {
  const { t } = useTranslation(['held', 'team'])
  const format = useFormat()
  const readOnly = useReadOnlyReason()
  const { op, why, receivedAt } = row
  const kind = OPERATION_KINDS.find((one) => one === op.kind)
  const cannot = canBeAccepted(op) ? null : t('cannotAccept')
  const language = languageOf(start?.language ?? 'ur')
  return (
    <li className="held-row">
      <div className="col grow">
        <p className="row wrap">
          <bdi className="bold">{name || t('team:nameless')}</bdi>
          <span>{kind === undefined ? t('kind.unknown') : t(`kind.${kind.replace('.', '-')}`)}</span>
          <span className="sm muted num">{format.ago(receivedAt)}</span>
        </p>
        {start && (
          <p className={`fade held-text typeface-${language.typeface}`} lang={language.lang} dir={language.dir}>
            {start.text}
          </p>
        )}
        <p>{t(place === 'here' ? [`whyHere.${why}`, `why.${why}`] : `why.${why}`)}</p>
        <p className="sm muted">
          {t(place === 'here' ? [`doHere.${why}`, `do.${why}`] : `do.${why}`)}{' '}
          <code className="mono" dir="ltr">
            {why}
          </code>
        </p>
      </div>
      <div className="row held-acts">
        <Button
          size="s"
          icon={<Check size={15} aria-hidden />}
          disabledReason={readOnly ?? cannot}
          isDisabled={busy}
          onPress={onAccept}
        >
          {t('accept')}
        </Button>
        <Button
          size="s"
          variant="quiet"
          icon={<X size={15} aria-hidden />}
          disabledReason={readOnly}
          isDisabled={busy}
          onPress={onReject}
        >
          {t('reject.action')}
        </Button>
      </div>
    </li>
  )
}
