import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/label-colours.css'
import './styles/base.css'
import './ui/ui.css'
import { App } from './app/app.tsx'
import { DroppedFiles } from './app/dropped-files.ts'
import { finishWriting, keepsWriting } from './app/finish-writing.ts'
import { ProfileLock } from './app/profile-lock.ts'
import { SaveState } from './app/save-state.ts'
import { ServicesContext, type Services } from './app/services-context.ts'
import { LOOK_EVERY_MS, SpaceWatch } from './app/space-watch.ts'
import { StorageRefused } from './app/storage-refused.tsx'
import { UnsavedWork } from './app/unsaved-work.ts'
import { WriteAccess } from './app/write-access.ts'
import { purgeHiddenProjects } from './data/commands/delete-project.ts'
import { createDataContext, type DataContext } from './data/data-context.ts'
import { twoStoreJournal } from './data/journal/two-store-journal.ts'
import { reconcileStores } from './data/recovery/reconcile-stores.ts'
import { NishanDatabase } from './data/db.ts'
import { WriteGuard } from './data/write-guard.ts'
import { interfaceTexts, startTexts } from './i18n/i18n.ts'
import { choosePlatform } from './platform/choose-platform.ts'
import type { PlatformPort } from './platform/platform-port.ts'

/** Opens the database; the name of the error where the browser refuses. */
function openDatabase(db: NishanDatabase): Promise<string | null> {
  return db.open().then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.name : 'UnknownError'),
  )
}

function showRefused(root: Root, code: string): void {
  root.render(
    <I18nextProvider i18n={interfaceTexts}>
      <StorageRefused code={code} />
    </I18nextProvider>,
  )
}

function watchSpace(platform: PlatformPort, unsaved: UnsavedWork): SpaceWatch {
  const space = new SpaceWatch({
    read: () => platform.freeBytes(),
    every: (ms, run) => {
      const timer = setInterval(run, ms)
      return () => clearInterval(timer)
    },
  })
  space.lookEvery(LOOK_EVERY_MS)
  window.addEventListener('focus', () => void space.look())
  unsaved.subscribe(() => {
    if (unsaved.has('failed')) void space.look()
  })
  return space
}

/** What is over for good, removed by the tab that writes: deleted projects, files handed to the browser before. */
async function cleanUp(services: Services): Promise<void> {
  if (!services.access.mayWrite()) return
  await purgeHiddenProjects(services.data)
  await services.platform.tidy()
}

/** Composition root: machine, who writes, data, texts, then the first paint. */
async function start(): Promise<void> {
  const platform = await choosePlatform()
  await startTexts(platform.settings.current())
  const root = createRoot(document.querySelector('#root') ?? document.body)
  // Before anything is written: in a browser another tab may be the one that writes.
  await platform.writerLock?.open()
  const access = new WriteAccess(platform.writerLock)
  const guard = new WriteGuard(access.mayWrite)
  const db = new NishanDatabase()
  guard.guardDatabase(db)
  const refused = await openDatabase(db)
  if (refused !== null) {
    showRefused(root, refused)
    return
  }
  const { secondStore } = platform
  const blobs = guard.guardBlobs(platform.blobs)
  const data: DataContext = createDataContext({
    db,
    blobs,
    ...(secondStore && { journal: twoStoreJournal(db, secondStore) }),
  })
  const recovery = secondStore === null ? null : await reconcileStores(data, secondStore)
  const unsaved = new UnsavedWork((kinds) => platform.setUnsavedWork(kinds))
  const services: Services = {
    data,
    platform,
    unsaved,
    access,
    saveState: new SaveState(unsaved),
    space: watchSpace(platform, unsaved),
    recovery,
    dropped: new DroppedFiles(),
    lock: new ProfileLock(),
  }
  access.onHandOver({
    keeps: () => keepsWriting(unsaved),
    finish: () => finishWriting(unsaved, data),
    settled: () => guard.settled(),
  })
  platform.onClosing(async () => {
    await unsaved.flushTexts()
    if (access.mayWrite()) await purgeHiddenProjects(data)
  })
  root.render(
    <StrictMode>
      <I18nextProvider i18n={interfaceTexts}>
        <ServicesContext value={services}>
          <App />
        </ServicesContext>
      </I18nextProvider>
    </StrictMode>,
  )
  // What the last closing could not finish; never before the first paint.
  await cleanUp(services)
  await platform.askForPersistence()
}

void start()
