import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project, Role } from '#shared/domain/project.ts'
import { useAnnotatorId, useServices } from '#renderer/app/services-context.ts'
import { anyColour, PersonFields } from '#renderer/app/team/person-fields.tsx'
import { addMember } from '#renderer/data/team/join-team.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'

/** Makes a person known in a project that is on no hub; their work file is the next step, and is asked for at once. */
export function AddPersonDialog({ project, onClose }: { project: Project; onClose: () => void }) {
  const { t } = useTranslation(['bundles', 'common'])
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
    const colour = anyColour()
    const who = { projectId: project.id, annotatorId }
    const person = await saveState.track(addMember(data, who, { name, role, colour }))
    onClose()
    bundles.makeWork(project, { annotatorId: person, name: name.trim(), joined: false })
  }
  return (
    <Dialog title={t('team.addTitle')} closeLabel={t('common:action.close')} onClose={onClose}>
      <form className="col bundle-form" onSubmit={(event) => void add(event)}>
        <PersonFields
          name={name}
          onName={(value) => {
            setName(value)
            setMissing(false)
          }}
          role={role}
          onRole={setRole}
          missing={missing}
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
