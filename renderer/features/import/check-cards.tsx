import { CircleCheck, Copy, MessagesSquare, Tag } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TaskVersion } from '#shared/domain/project.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Bar } from '#renderer/ui/progress.tsx'
import { RadioChoice } from '#renderer/ui/radio-choice.tsx'
import type { ImportCheck } from '#renderer/workers/import-protocol.ts'
import { DuplicatesDialog } from './duplicates-dialog.tsx'
import { bringsAnswers, usedNewQuestions, type Choices, type ImportState } from './import-state.ts'
import { RejectedCard } from './rejected-card.tsx'

type Props = { state: ImportState; onChoose: (choices: Partial<Choices>) => void }

/** What the whole file holds: rows that could not be read, repeated texts, unknown labels. */
export function CheckCards({ state, task, onChoose }: Props & { task: TaskVersion }) {
  if (state.check.state === 'none') return null
  if (state.check.state === 'running') return <CheckRunning state={state} />
  const { check } = state.check
  const repeated = check.duplicates.inFile + check.duplicates.inProject
  // Labels of a question that is made from a column stand on its own card.
  const made = usedNewQuestions(state.choices, task).map(({ id }) => id)
  const missing = check.unknownLabels.filter(({ question }) => !made.includes(question))
  const unknown = bringsAnswers(state) ? missing : []
  return (
    <>
      {check.known.rows > 0 && (
        <KnownCard check={check} state={state} onChoose={onChoose} choosesHere={repeated === 0} />
      )}
      {check.rejected.count > 0 && <RejectedCard rejected={check.rejected} files={state.files} />}
      {repeated > 0 && <DuplicatesCard check={check} state={state} onChoose={onChoose} />}
      {unknown.length > 0 && <LabelsCard labels={unknown} state={state} onChoose={onChoose} />}
      {check.rejected.count + repeated + unknown.length === 0 && <FineCard />}
    </>
  )
}

function CheckRunning({ state }: { state: ImportState }) {
  const { t } = useTranslation('import')
  const progress = state.check.state === 'running' ? state.check.progress : null
  // Under 400 ms nothing is shown: the first numbers come later than that.
  if (progress === null) return null
  return (
    <section className="card check-card">
      <p className="section-title">{t('check.title')}</p>
      <Bar label={t('check.title')} share={progress.bytes / Math.max(1, progress.totalBytes)} />
      <p className="sm muted num">{t('rows', { count: progress.rows })}</p>
    </section>
  )
}

function FineCard() {
  const { t } = useTranslation('import')
  return (
    <section className="card check-card">
      <p className="section-title row">
        <CircleCheck size={18} className="success-text" aria-hidden />
        {t('check.fine')}
      </p>
      <p className="sm muted">{t('check.fineDetail')}</p>
    </section>
  )
}

/** Texts that are here already and get the answers of the file. */
function KnownCard({ check, state, onChoose, choosesHere }: Props & { check: ImportCheck; choosesHere: boolean }) {
  const { t } = useTranslation('import')
  return (
    <section className="card check-card">
      <p className="section-title row">
        <MessagesSquare size={18} aria-hidden />
        {t('check.known', { count: check.known.texts })}
      </p>
      <p className="sm muted">{t(`check.knownAs.${keptAs(state)}`)}</p>
      {choosesHere && (
        <div className="row sm">
          <RadioChoice
            label={t('check.knownLabel')}
            hideLabel
            value={state.choices.duplicates}
            options={[
              { value: 'first', label: t('check.join') },
              { value: 'all', label: t('check.keepAll') },
            ]}
            onChange={(duplicates) => onChoose({ duplicates })}
          />
        </div>
      )}
    </section>
  )
}

function keptAs({ choices }: ImportState): 'again' | 'gold' | 'answer' {
  if (choices.duplicates === 'all') return 'again'
  return choices.answersAs === 'gold' ? 'gold' : 'answer'
}

function DuplicatesCard({ check, state, onChoose }: Props & { check: ImportCheck }) {
  const { t } = useTranslation('import')
  const [shown, setShown] = useState(false)
  const { inFile, inProject, conflicting } = check.duplicates
  return (
    <section className="card check-card">
      <p className="section-title row">
        <Copy size={18} className="warning-text" aria-hidden />
        {t('check.duplicates', { count: inFile + inProject })}
      </p>
      {inProject > 0 && <p className="sm muted">{t('check.inProject', { count: inProject })}</p>}
      {inProject > 0 && bringsAnswers(state) && state.choices.answersAs === 'suggestion' && (
        <p className="sm muted">{t('check.lateSuggestion')}</p>
      )}
      {check.known.answered > 0 && <p className="sm muted">{t('check.answered', { count: check.known.answered })}</p>}
      {conflicting > 0 && <p className="sm muted">{t('check.conflicting', { count: conflicting })}</p>}
      <div className="row sm">
        <RadioChoice
          label={t('check.duplicatesLabel')}
          hideLabel
          value={state.choices.duplicates}
          options={[
            { value: 'first', label: t('check.keepFirst') },
            { value: 'all', label: t('check.keepAll') },
          ]}
          onChange={(duplicates) => onChoose({ duplicates })}
        />
        <span className="grow" />
        <button type="button" className="link" onClick={() => setShown(true)}>
          {t('check.show')}
        </button>
      </div>
      {shown && <DuplicatesDialog check={check} onClose={() => setShown(false)} />}
    </section>
  )
}

const LABELS_SHOWN = 12

function LabelsCard({ labels, state, onChoose }: Props & { labels: ImportCheck['unknownLabels'] }) {
  const { t } = useTranslation('import')
  const format = useFormat()
  return (
    <section className="card check-card">
      <p className="section-title row">
        <Tag size={18} className="warning-text" aria-hidden />
        {t('check.labels', { count: labels.length })}
      </p>
      <ul className="row wrap sm label-list">
        {labels.slice(0, LABELS_SHOWN).map(({ question, label, count }) => (
          <li key={`${question}/${label}`} className="chip">
            <bdi className="chip-name">{label}</bdi>
            <span className="num faint">{format.number(count)}</span>
          </li>
        ))}
      </ul>
      <p className="sm muted">{t('check.labelsHint')}</p>
      <Checkbox isSelected={state.choices.createLabels} onChange={(createLabels) => onChoose({ createLabels })}>
        {t('check.createLabels')}
      </Checkbox>
    </section>
  )
}
