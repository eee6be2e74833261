import { useState, type FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '#shared/base/result.ts'
import { initialOf, type Annotator } from '#shared/domain/annotator.ts'
import { useServices } from '#renderer/app/services-context.ts'
import { addProfile, changeProfile } from '#renderer/data/commands/profiles.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { TextField } from '#renderer/ui/text-field.tsx'
import { ColourChoice } from './colour-choice.tsx'

type Problem = 'nameMissing' | 'nameTaken' | null

/** Name and colour, of a new profile (`profile` null) or of one that is there. */
export function ProfileFormDialog({
  profile,
  firstColour,
  onClose,
}: {
  profile: Annotator | null
  firstColour: number
  onClose: () => void
}) {
  const { t } = useTranslation(['profiles', 'common'])
  const { data, platform, saveState } = useServices()
  const [name, setName] = useState(profile?.name ?? '')
  const [colour, setColour] = useState(profile?.colour ?? firstColour)
  const [switchNow, setSwitchNow] = useState(true)
  const [problem, setProblem] = useState<Problem>(null)
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (name.trim() === '') {
      setProblem('nameMissing')
      return
    }
    const input = { name, colour }
    const saved = await saveState.track<Result<Annotator | null, 'name-taken'>>(
      profile === null ? addProfile(data, input) : changeProfile(data, profile.id, input),
    )
    if (!saved.ok) {
      setProblem('nameTaken')
      return
    }
    onClose()
    if (profile === null && switchNow && saved.value !== null) {
      platform.settings.update({ annotatorId: saved.value.id })
    }
  }
  return (
    <Dialog title={t(profile === null ? 'add' : 'edit')} closeLabel={t('common:action.close')} onClose={onClose}>
      <form className="col profile-form" onSubmit={(event) => void save(event)}>
        <TextField
          label={t('name')}
          value={name}
          onChange={(value) => {
            setName(value)
            setProblem(null)
          }}
          error={problem === null ? null : t(problem)}
          maxLength={80}
          dir="auto"
          autoFocus
        />
        <ColourChoice initial={initialOf(name) || '؟'} colour={colour} onChange={setColour} />
        {profile === null && (
          <Checkbox isSelected={switchNow} onChange={setSwitchNow}>
            {t('switchNow')}
          </Checkbox>
        )}
        <div className="row">
          <span className="grow" />
          <Button variant="primary" type="submit">
            {t(profile === null ? 'create' : 'common:action.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
