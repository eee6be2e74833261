import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import type { Watch } from '#renderer/app/bundles/bundle-parts.ts'
import { prepareAnswers, sealPrepared, type PreparedFile } from '#renderer/app/bundles/make-file.ts'
import { bundleName, newPassword } from '#renderer/app/bundles/file-names.ts'
import { SavedNote } from '#renderer/app/bundles/saved-note.tsx'
import { useServices } from '#renderer/app/services-context.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { listPeople } from '#renderer/data/queries/projects.ts'
import { useQuery } from '#renderer/data/queries/use-query.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Checkbox } from '#renderer/ui/checkbox.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { RadioChoice } from '#renderer/ui/radio-choice.tsx'
import { Collecting } from './collecting.tsx'
import { isLongEnough, PasswordField } from './password-field.tsx'
import { MakeFailed } from './make-failed.tsx'
import { useMakeFile } from './use-make-file.ts'

/** A file of one's work, to hand over where there is no network. */
export function MakeAnswersDialog({ project, who }: { project: Project; who: Who }) {
  const { t } = useTranslation(['bundles', 'common'])
  const { bundles, data } = useServices()
  const [which, setWhich] = useState<'waiting' | 'all'>('waiting')
  const [withPassword, setWithPassword] = useState(false)
  const [password, setPassword] = useState(newPassword)
  const people = useQuery(() => listPeople(data), [data])
  const prepare = useCallback(
    (watch: Watch) => prepareAnswers(bundles.parts, who, { ...watch, all: which === 'all' }),
    [bundles, who, which],
  )
  const { state, save } = useMakeFile(prepare)
  const prepared = state.at === 'ready' || state.at === 'failed' ? state.prepared : null
  const isLocked = withPassword || prepared?.recipient === null
  const saveFile = (file: PreparedFile) => {
    const name = bundleName([project.name, people?.get(who.annotatorId)?.name ?? ''], Date.now())
    const target = isLocked ? { ...file, recipient: null } : file
    void save(file, name, () => sealPrepared(bundles.parts, target, password))
  }
  const close = () => bundles.close()
  return (
    <Dialog
      title={t('makeAnswers.title')}
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
              isDisabled={prepared === null || (isLocked && !isLongEnough(password))}
              onPress={() => prepared && saveFile(prepared)}
            >
              {t('makeAnswers.save')}
            </Button>
          )}
        </>
      }
    >
      <div className="col bundle-form">
        <p>{t('makeAnswers.about')}</p>
        {state.at !== 'saved' && (
          <RadioChoice
            label={t('makeAnswers.which')}
            value={which}
            options={[
              { value: 'waiting', label: t('makeAnswers.waiting') },
              { value: 'all', label: t('makeAnswers.all') },
            ]}
            onChange={setWhich}
          />
        )}
        {state.at === 'collecting' && <Collecting title={t('makeAnswers.collecting')} share={state.share} />}
        {state.at === 'saving' && <p role="status">{t('makeAnswers.saving')}</p>}
        {state.at === 'failed' &&
          (state.code === 'nothing' ? <Note>{t('makeAnswers.nothing')}</Note> : <MakeFailed code={state.code} />)}
        {prepared !== null && <WhatIsIn prepared={prepared} />}
        {prepared !== null && prepared.recipient !== null && (
          <Checkbox isSelected={withPassword} onChange={setWithPassword}>
            {t('makeAnswers.byPassword')} <span className="sm muted">{t('makeAnswers.byPasswordHint')}</span>
          </Checkbox>
        )}
        {prepared !== null && isLocked && <PasswordField value={password} onChange={setPassword} />}
        {state.at === 'saved' && (
          <>
            <SavedNote saved={state.saved} />
            <p className="sm muted">{t('makeAnswers.receipt')}</p>
          </>
        )}
      </div>
    </Dialog>
  )
}

function WhatIsIn({ prepared: { texts, operations, archive, recipient } }: { prepared: PreparedFile }) {
  const { t } = useTranslation('bundles')
  const format = useFormat()
  const what = texts > 0 ? t('makeAnswers.texts', { count: texts }) : t('makeAnswers.changes', { count: operations })
  return (
    <div className="bundle-what">
      <p className="bold num">
        {what} · {t('makeAnswers.size', { size: format.bytes(archive.length) })}
      </p>
      <p className="sm muted">{t(recipient === null ? 'makeAnswers.noKey' : 'makeAnswers.byKey')}</p>
    </div>
  )
}
