import { lazy, Suspense, useEffect, useSyncExternalStore } from 'react'
import { useServices } from '#renderer/app/services-context.ts'
import { DropTarget } from './drop-target.tsx'
import './bundles.css'

// Files are rare: what shows them is fetched when the first comes.
const OpenFilesDialog = lazy(async () => ({ default: (await import('./open-files-dialog.tsx')).OpenFilesDialog }))
const MakeAnswersDialog = lazy(async () => ({ default: (await import('./make-answers-dialog.tsx')).MakeAnswersDialog }))
const MakeWorkDialog = lazy(async () => ({ default: (await import('./make-work-dialog.tsx')).MakeWorkDialog }))

/** Files from outside, over every page: dropped on the window, opened by a double click, or asked for. */
export function BundlesHost() {
  const { bundles, platform } = useServices()
  const asked = useSyncExternalStore(bundles.subscribe, bundles.current)
  useEffect(() => platform.onFilesOpened((files) => void bundles.open(files)), [platform, bundles])
  return (
    <>
      <DropTarget onFiles={(files) => bundles.openPicked(files)} />
      <Suspense fallback={null}>
        {asked?.kind === 'open' && <OpenFilesDialog entries={asked.entries} />}
        {asked?.kind === 'answers' && <MakeAnswersDialog project={asked.project} who={asked.who} />}
        {asked?.kind === 'work' && <MakeWorkDialog project={asked.project} who={asked.who} person={asked.person} />}
      </Suspense>
    </>
  )
}
