import { Repeat } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BatchPlan, TopUpRule } from '#shared/domain/batch-plan.ts'
import type { Project } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { useReadOnlyReason } from '#renderer/app/use-halt.ts'
import { setBatchPlan } from '#renderer/data/commands/give-batch.ts'
import type { GivenBatch } from '#renderer/data/queries/batches.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { listToppedUp } from '#renderer/data/team/topped-up.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { NumberField } from '#renderer/ui/number-field.tsx'
import { DEFAULT_TOP_UP, ruleOf } from './give-form.ts'
import { useHindrance } from './use-hindrance.ts'
import { isolated } from '#renderer/ui/isolated.ts'

/** Whether a batch grows by itself, by what rule, on which laptop, and what it gave last. */
export function RuleLine({ project, batch }: { project: Project; batch: GivenBatch }) {
  const { t } = useTranslation('hand-out')
  const format = useFormat()
  const readOnly = useReadOnlyReason()
  const { data } = useServices()
  const [asked, setAsked] = useState(false)
  const log = useQuery(() => listToppedUp(data, project.id), [data, project.id]) ?? []
  const last = log.find(({ batchId }) => batchId === batch.id)
  const name = batch.people.find(({ annotatorId }) => annotatorId === last?.person)?.name ?? ''
  const rule = batch.plan?.topUp ?? null
  return (
    <div className="row wrap batch-rule sm">
      <Repeat size={15} className="muted" aria-hidden />
      <span className="muted">
        {rule === null
          ? t('rule.off')
          : t('rule.is', { under: format.number(rule.under), more: format.number(rule.more) })}{' '}
        {rule !== null && t(batch.keepsRule ? 'rule.here' : 'rule.elsewhere')}{' '}
        {last && t('rule.last', { name: isolated(name), count: last.items, when: format.ago(last.at) })}
      </span>
      <Button size="s" variant="quiet" disabledReason={readOnly} onPress={() => setAsked(true)}>
        {t(rule === null ? 'rule.set' : batch.keepsRule ? 'rule.change' : 'rule.takeOver')}
      </Button>
      {asked && <RuleDialog project={project} batch={batch} rule={rule} onClose={() => setAsked(false)} />}
    </div>
  )
}

type RuleDialogProps = { project: Project; batch: GivenBatch; rule: TopUpRule | null; onClose: () => void }

function RuleDialog({ project, batch, rule, onClose }: RuleDialogProps) {
  const { t } = useTranslation(['hand-out', 'common'])
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const [under, setUnder] = useState(rule === null ? DEFAULT_TOP_UP.under : String(rule.under))
  const [more, setMore] = useState(rule === null ? DEFAULT_TOP_UP.more : String(rule.more))
  const [failed, setFailed] = useState(false)
  const ruleHindrance = useHindrance()('rule')
  const save = async (topUp: TopUpRule | null) => {
    const plan: BatchPlan = { wish: {}, overlap: 1, ...batch.plan, topUp }
    const saving = setBatchPlan(data, { projectId: project.id, annotatorId }, batch.id, plan)
    const saved = await saveState.track(saving).then(
      () => true,
      () => false,
    )
    if (saved) onClose()
    else setFailed(true)
  }
  const wanted = ruleOf({ grows: true, under, more })
  const footer = (
    <>
      <span className="grow" />
      {rule !== null && (
        <Button variant="danger" onPress={() => void save(null)}>
          {t('rule.stop')}
        </Button>
      )}
      <Button
        variant="primary"
        disabledReason={wanted === 'bad' ? ruleHindrance : null}
        onPress={() => wanted !== 'bad' && void save(wanted)}
      >
        {t('common:action.save')}
      </Button>
    </>
  )
  return (
    <Dialog title={t('rule.title')} closeLabel={t('common:action.close')} footer={footer} onClose={onClose}>
      <div className="col give-column">
        <div className="give-two">
          <NumberField label={t('rule.under')} value={under} onChange={setUnder} autoFocus />
          <NumberField label={t('rule.more')} value={more} onChange={setMore} />
        </div>
        <p className="sm muted">{t('rule.hint')}</p>
        {failed && <Note tone="danger">{t('failed.not-saved')}</Note>}
      </div>
    </Dialog>
  )
}
