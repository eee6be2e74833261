import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Project } from '#shared/domain/project.ts'
import { fetchEverything, type EverythingFault } from '#renderer/app/bundles/fetch-everything.ts'
import { bundleName } from '#renderer/app/bundles/file-names.ts'
import { saveWhole, type SavedFile } from '#renderer/app/bundles/make-file.ts'
import { SavedNote } from '#renderer/app/bundles/saved-note.tsx'
import { useServices } from '#renderer/app/services-context.ts'
import type { TeamSession } from '#renderer/app/team/team-session.ts'
import { useFormat } from '#renderer/i18n/use-format.ts'
import { PlatformError } from '#renderer/platform/platform-port.ts'
import { Button } from '#renderer/ui/button.tsx'
import { Dialog } from '#renderer/ui/dialog.tsx'
import { Note } from '#renderer/ui/note.tsx'
import { ProgressCard } from '#renderer/ui/progress.tsx'

type State =
  | { at: 'asking' }
  | { at: 'fetching'; done: number; total: number | null }
  | { at: 'saved'; saved: SavedFile }
  | { at: 'failed'; code: string }

type Props = { project: Project; session: TeamSession; moves: boolean; onClose: () => void }

/**
 * A file of everything the hub holds. `moves`: asked for in a page of a browser, that cannot go to another hub itself: the
 * screen says what can.
 */
export function EverythingDialog({ project, session, moves, onClose }: Props) {
  const { t } = useTranslation(['moving', 'bundles', 'common'])
  const { state, save, stop } = useEverything(project, session)
  const format = useFormat()
  const close = () => (state.at === 'fetching' ? stop() : onClose())
  return (
    <Dialog
      title={t(moves ? 'title' : 'file.title')}
      closeLabel={t('common:action.close')}
      onClose={close}
      footer={
        <>
          <span className="grow" />
          {state.at === 'saved' ? (
            <Button variant="primary" onPress={onClose}>
              {t('bundles:saved.done')}
            </Button>
          ) : (
            <Button variant="primary" isDisabled={state.at === 'fetching'} onPress={() => void save()}>
              {t('file.save')}
            </Button>
          )}
        </>
      }
    >
      <div className="col team-form">
        {moves && <Note title={t('browser.title')}>{t('browser.body')}</Note>}
        <p>{t('file.explain')}</p>
        <p className="sm muted">{t('file.sealed')}</p>
        {state.at === 'fetching' && (
          <ProgressCard
            title={t(state.done === 0 ? 'file.making' : 'file.fetching')}
            share={state.total === null || state.total === 0 ? 0 : state.done / state.total}
            shownShare=""
            detail={
              state.total === null
                ? format.bytes(state.done)
                : t('of', { done: format.bytes(state.done), total: format.bytes(state.total) })
            }
            cancelLabel={t('file.cancel')}
            onCancel={stop}
          />
        )}
        {state.at === 'failed' && (
          <Note tone="danger" title={t('file.failed')}>
            {t(`file.fault.${state.code}`, t('file.fault.other'))}
          </Note>
        )}
        {state.at === 'saved' && <SavedNote saved={state.saved} />}
      </div>
    </Dialog>
  )
}

/** Thrown so that nothing is left of a file of which nothing came. */
class NotFetched extends Error {
  readonly code: EverythingFault
  constructor(code: EverythingFault) {
    super(code)
    this.code = code
  }
}

function useEverything(project: Project, session: TeamSession) {
  const { platform, bundles, unsaved } = useServices()
  const [state, setState] = useState<State>({ at: 'asking' })
  const control = useRef<AbortController | null>(null)
  useEffect(() => () => control.current?.abort(), [])
  const save = async () => {
    const ended = unsaved.begin('export')
    const stop = new AbortController()
    control.current = stop
    try {
      const sink = await platform.files.createSink(bundleName([project.name], Date.now()))
      if (sink === null) return
      setState({ at: 'fetching', done: 0, total: null })
      const saved = await saveWhole(sink, async () => {
        const fetched = await fetchEverything(bundles.parts, session, {
          signal: stop.signal,
          onProgress: ({ received, total }) => setState({ at: 'fetching', done: received, total }),
        })
        if (!fetched.ok) throw new NotFetched(fetched.error)
        return fetched.value
      })
      setState({ at: 'saved', saved })
    } catch (error) {
      const code = error instanceof NotFetched || error instanceof PlatformError ? error.code : 'other'
      setState(code === 'stopped' ? { at: 'asking' } : { at: 'failed', code })
    } finally {
      ended()
    }
  }
  return { state, save, stop: () => control.current?.abort() }
}
