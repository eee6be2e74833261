import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ROLES, type Project, type Role } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { addMember } from '#renderer/data/team/join-team.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { SelectField } from '#renderer/ui/select-field.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'

const COLOURS = 12

/** Makes a person known in a project that is on no hub; their work file is the next step, and is asked for at once. */
export function AddPersonDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useTranslation(['bundles', 'common', 'team'])
  const { data, saveState, bundles } = useServices()
  const annotatorId = useAnnotatorId()
  const [name, setName] = useState('')
  const [role, setRole] = useState<Role>('annotator')
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (busy) return
    if (name.trim() === '') {
      setMissing(true)
      return
    }
    setBusy(true)
    const colour = 1 + Math.floor(Math.random() * COLOURS)
    const who = { projectId: project.id, annotatorId }
    const person = await saveState.track(addMember(data, who, { name, role, colour }))
    onClose()
    bundles.makeWork(project, { annotatorId: person, name: name.trim(), joined: false })
  }
  return (
    <Dialog title={t('team.addTitle')} closeLabel={t('common:action.close')} onClose={onClose}>
      <form className="col bundle-form" onSubmit={(event) => void add(event)}>
        <TextField
          label={t('team.addName')}
          value={name}
          onChange={(value) => {
            setName(value)
            setMissing(false)
          }}
          error={missing ? t('team.addMissing') : null}
          maxLength={80}
          dir="auto"
          autoFocus
        />
        <SelectField
          label={t('team.addRole')}
          value={role}
          options={ROLES.map((value) => ({ value, label: t(`team:role.${value}`) }))}
          onChange={setRole}
        />
        <div className="row">
          <span className="grow" />
          <Button variant="primary" type="submit" isDisabled={busy}>
            {t('team.addAct')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
