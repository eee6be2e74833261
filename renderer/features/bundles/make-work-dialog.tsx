import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import type { Watch } from '#renderer/app/bundles/bundle-parts.ts'
import type { WorkPerson } from '#renderer/app/bundles/bundle-service.ts'
import { prepareWork, sealPrepared, workFromHub, type PreparedFile } from '#renderer/app/bundles/make-file.ts'
import { bundleName, newPassword } from '#renderer/app/bundles/file-names.ts'
import { SavedNote } from '#renderer/app/bundles/saved-note.tsx'
import { useServices } from '#renderer/app/services-context.ts'
import { useTeamSession } from '#renderer/app/team/use-team.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { PlatformError } from '#renderer/platform/platform-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { Collecting } from './collecting.tsx'
import { isLongEnough, PasswordField } from './password-field.tsx'
import { MakeFailed } from './make-failed.tsx'
import { useMakeFile } from './use-make-file.ts'

const NOTHING: PreparedFile = { archive: new Uint8Array(), texts: 0, operations: 0, recipient: null, missing: 0 }

type Props = { project: Project; who: Who; person: WorkPerson }

/** A work file for one person: what a hub would give their laptop. */
export function MakeWorkDialog({ project, who, person }: Props) {
  const { t } = useTranslation(['bundles', 'common'])
  const { bundles } = useServices()
  const team = useTeamSession(project.id)
  const { name } = person
  const [newLaptop, setNewLaptop] = useState(!person.joined)
  const [password, setPassword] = useState(newPassword)
  const prepare = useCallback(
    (watch: Watch) => prepareWork(bundles.parts, { who, person: person.annotatorId, newLaptop }, watch),
    [bundles, who, person.annotatorId, newLaptop],
  )
  const { state, save } = useMakeFile(prepare)
  const fromHub = state.at === 'failed' && state.code === 'elsewhere' && team !== null
  const prepared = state.at === 'ready' || state.at === 'failed' ? state.prepared : null
  const file = fromHub ? NOTHING : prepared
  const seal = async (): Promise<Uint8Array> => {
    if (!fromHub) return sealPrepared(bundles.parts, file ?? NOTHING, password)
    const made = await workFromHub(bundles.parts, { who, person: person.annotatorId, newLaptop }, password)
    if (made.ok) return made.value
    throw new PlatformError('platform-failed', made.error)
  }
  const close = () => bundles.close()
  return (
    <Dialog
      title={t('makeWork.title', { name })}
      closeLabel={t('common:action.close')}
      onClose={close}
      footer={
        <>
          <span className="grow" />
          {state.at === 'saved' ? (
            <Button onPress={close}>{t('saved.done')}</Button>
          ) : (
            <Button
              variant="primary"
              isDisabled={file === null || !isLongEnough(password)}
              onPress={() => file && void save(file, bundleName([project.name, name], Date.now()), seal)}
            >
              {t('makeWork.save')}
            </Button>
          )}
        </>
      }
    >
      <div className="col bundle-form">
        <p>{t('makeWork.about', { name })}</p>
        {state.at !== 'saved' && !fromHub && (
          <NewLaptop isSelected={newLaptop} onChange={setNewLaptop} atHub={team !== null} />
        )}
        {state.at === 'collecting' && <Collecting title={t('makeWork.collecting')} share={state.share} />}
        {state.at === 'saving' && <p role="status">{t('makeWork.saving')}</p>}
        {fromHub && <Note>{t('makeWork.fromHub')}</Note>}
        {state.at === 'failed' && !fromHub && <MakeFailed code={state.code} />}
        {prepared !== null && <WhatIsIn prepared={prepared} />}
        {file !== null && <PasswordField value={password} onChange={setPassword} />}
        {state.at === 'saved' && (
          <>
            <SavedNote saved={state.saved} />
            <p>{t('makeWork.tell', { name })}</p>
            <p>
              <bdi className="bundle-secret mono" dir="auto">
                {password}
              </bdi>
            </p>
          </>
        )}
      </div>
    </Dialog>
  )
}

type NewLaptopProps = { isSelected: boolean; onChange: (selected: boolean) => void; atHub: boolean }

function NewLaptop({ isSelected, onChange, atHub }: NewLaptopProps) {
  const { t } = useTranslation('bundles')
  return (
    <div className="col bundle-choice">
      <Checkbox isSelected={isSelected} onChange={onChange}>
        {t('makeWork.newLaptop')}
      </Checkbox>
      {isSelected && <p className="sm muted">{t(atHub ? 'makeWork.newLaptopHub' : 'makeWork.newLaptopHint')}</p>}
    </div>
  )
}

function WhatIsIn({ prepared: { texts, archive, missing } }: { prepared: PreparedFile }) {
  const { t } = useTranslation('bundles')
  const format = useFormat()
  return (
    <div className="bundle-what">
      <p className="bold num">
        {t('makeWork.texts', { count: texts })} · {t('makeAnswers.size', { size: format.bytes(archive.length) })}
      </p>
      {missing > 0 && <p className="sm warning-text">{t('makeWork.missing', { count: missing })}</p>}
    </div>
  )
}
