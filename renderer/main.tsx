import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/label-colours.css'
import './styles/base.css'
import './ui/ui.css'
import { App } from './app/app.tsx'
import { DroppedFiles } from './app/dropped-files.ts'
import { ProfileLock } from './app/profile-lock.ts'
import { SaveState } from './app/save-state.ts'
import { ServicesContext } from './app/services-context.ts'
import { StorageRefused } from './app/storage-refused.tsx'
import { purgeHiddenProjects } from './data/commands/delete-project.ts'
import { keepBackupNotes } from './data/commands/keep-backup-notes.ts'
import { keepSettings } from './data/commands/keep-settings.ts'
import { createDataContext } from './data/data-context.ts'
import { twoStoreJournal } from './data/journal/two-store-journal.ts'
import { openDatabase } from './data/open-database.ts'
import { reconcileBlobs } from './data/recovery/reconcile-blobs.ts'
import { reconcileStores } from './data/recovery/reconcile-stores.ts'
import { NishanDatabase } from './data/db.ts'
import { readPageFacts } from './data/queries/backup-source.ts'
import { interfaceTexts, startTexts } from './i18n/i18n.ts'
import { choosePlatform } from './platform/choose-platform.ts'

/** Composition root: machine, data, texts, then the first paint. */
async function start(): Promise<void> {
  const platform = await choosePlatform()
  await startTexts(platform.settings.current())
  const root = createRoot(document.querySelector('#root') ?? document.body)
  const db = new NishanDatabase()
  const { blobs, secondStore } = platform
  const outcome = await openDatabase(db, secondStore)
  if (!outcome.opened) {
    root.render(
      <I18nextProvider i18n={interfaceTexts}>
        <StorageRefused code={outcome.code} hasSecondStore={secondStore !== null} />
      </I18nextProvider>,
    )
    return
  }
  const saveState = new SaveState((unsaved) => platform.setUnsavedWork(unsaved))
  const journal = secondStore && twoStoreJournal(db, secondStore, (waiting) => saveState.setRepairing(waiting))
  const data = createDataContext({ db, blobs, ...(journal && { journal }) })
  if (platform.kind === 'browser') await keepSettings(data, platform.settings)
  const found = secondStore === null ? null : await reconcileStores(data, secondStore)
  const recovery = found && { ...found, databaseCleared: outcome.cleared }
  const services = { data, platform, saveState, recovery, dropped: new DroppedFiles(), lock: new ProfileLock() }
  if (platform.backups.kind === 'snapshots') platform.backups.onAsked(() => readPageFacts(data))
  else await keepBackupNotes(data, platform.backups)
  platform.onClosing(async () => void (await purgeHiddenProjects(data)))
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
  await purgeHiddenProjects(data)
  if (secondStore === null) await reconcileBlobs(data)
  await platform.askForPersistence()
}

void start()
