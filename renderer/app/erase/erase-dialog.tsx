import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Item } from '#shared/domain/item.ts'
import type { Project } from '#shared/domain/project.ts'
import { readTypedNumber } from '#shared/text/typed-number.ts'
import { eraseItem, type EraseProblem } from '#renderer/data/commands/erase-item.ts'
import { erasureFacts } from '#renderer/data/queries/erasures.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { useAnnotatorId, useServices } from '../services-context.ts'
import { TextStart } from '../text-start.tsx'
import { useReadOnlyReason } from '../use-halt.ts'
import { ErasureFactsView } from './erasure-facts-view.tsx'
import './erase.css'

type Props = { project: Project; item: Item; onErased: () => void; onClose: () => void }

/** The question before a text is erased for a person who withdraws consent: what goes, what stays, and a number to type. */
export function EraseDialog({ project, item, onErased, onClose }: Props) {
  const { t } = useTranslation('erase')
  const { data, saveState } = useServices()
  const annotatorId = useAnnotatorId()
  const format = useFormat()
  const readOnly = useReadOnlyReason()
  const facts = useQuery(() => erasureFacts(data, item.id), [data, item.id])
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<EraseProblem | 'not-saved' | null>(null)
  const number = format.number(item.order + 1)
  const erase = async () => {
    setBusy(true)
    setFailed(null)
    const erasing = eraseItem(data, { projectId: project.id, annotatorId }, item.id)
    const problem = await saveState.track(erasing).then(
      (result) => (result.ok ? null : result.error),
      () => 'not-saved' as const,
    )
    setBusy(false)
    setFailed(problem)
    if (problem !== null) return
    onErased()
    onClose()
  }
  const footer = (
    <>
      <span className="grow sm muted" role="status">
        {busy && t('erasing')}
      </span>
      <Button keys={['Esc']} isDisabled={busy} onPress={onClose}>
        {t('keep')}
      </Button>
      <Button
        variant="danger-filled"
        disabledReason={readOnly}
        isDisabled={busy || readTypedNumber(typed) !== item.order + 1}
        onPress={() => void erase()}
      >
        {t('erase')}
      </Button>
    </>
  )
  return (
    <Dialog
      title={t('title', { number })}
      closeLabel={t('keep')}
      size="medium"
      role="alertdialog"
      footer={footer}
      onClose={() => !busy && onClose()}
    >
      <div className="col erase-form">
        <TextStart project={project} item={item} className="erase-text" />
        <p>{t('when')}</p>
        {facts && <ErasureFactsView project={project} facts={facts} />}
        <TextField
          label={t('type', { number })}
          value={typed}
          onChange={setTyped}
          inputMode="numeric"
          className="erase-number"
          isReadOnly={busy || readOnly !== null}
          autoFocus
        />
        {failed !== null && (
          <Note tone="danger" title={t(`failed.${failed}.title`)}>
            {t(`failed.${failed}.body`)}
          </Note>
        )}
      </div>
    </Dialog>
  )
}
