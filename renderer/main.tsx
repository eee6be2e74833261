import { StrictMode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import './styles/fonts.css'
import './styles/tokens.css'
import './styles/label-colours.css'
import './styles/base.css'
import './ui/ui.css'
import { App } from './app/app.tsx'
import { BundleService } from './app/bundles/bundle-service.ts'
import { tellQueued } from './app/bundles/tell-queued.ts'
import { DroppedFiles } from './app/dropped-files.ts'
import { finishWriting, keepsWriting } from './app/finish-writing.ts'
import { ProfileLock } from './app/profile-lock.ts'
import { SaveState } from './app/save-state.ts'
import { ServicesContext, type Services } from './app/services-context.ts'
import { LOOK_EVERY_MS, SpaceWatch } from './app/space-watch.ts'
import { StorageRefused } from './app/storage-refused.tsx'
import { tellingJournal, wakeWithMachine } from './app/team/follow-team.ts'
import type { TeamParts } from './app/team/team-parts.ts'
import { TeamService } from './app/team/team-service.ts'
import { UnsavedWork } from './app/unsaved-work.ts'
import { WriteAccess } from './app/write-access.ts'
import { dexieKeyVault } from './data/bundles/key-vault.ts'
import { purgeHiddenProjects } from './data/commands/delete-project.ts'
import { keepBackupNotes } from './data/commands/keep-backup-notes.ts'
import { keepSettings } from './data/commands/keep-settings.ts'
import { createDataContext, type DataContext } from './data/data-context.ts'
import { NishanDatabase } from './data/db.ts'
import { dexieJournal } from './data/journal/dexie-journal.ts'
import { twoStoreJournal } from './data/journal/two-store-journal.ts'
import { openDatabase } from './data/open-database.ts'
import { readPageFacts } from './data/queries/backup-source.ts'
import { settleErasures } from './data/erasure/settle-erasures.ts'
import { reconcileBlobs } from './data/recovery/reconcile-blobs.ts'
import { reconcileStores, type Recovery } from './data/recovery/reconcile-stores.ts'
import { WriteGuard } from './data/write-guard.ts'
import { interfaceTexts, startTexts } from './i18n/i18n.ts'
import { choosePlatform } from './platform/choose-platform.ts'
import type { PlatformPort } from './platform/platform-port.ts'
import { AgreementClient } from './workers/agreement-client.ts'
import { sealInWorker } from './workers/seal-client.ts'
import { turn } from './workers/turn.ts'

function showRefused(root: Root, code: string, hasSecondStore: boolean): void {
  root.render(
    <I18nextProvider i18n={interfaceTexts}>
      <StorageRefused code={code} hasSecondStore={hasSecondStore} />
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

type Stores = { data: DataContext; recovery: Recovery | null }

/** Opens the stores and makes them hold the same; the code of the error where IndexedDB does not open. */
async function openStores(
  { backups, blobs, kind, secondStore, settings }: PlatformPort,
  { guard, saveState, onRecorded }: { guard: WriteGuard; saveState: SaveState; onRecorded: () => void },
): Promise<Stores | string> {
  const db = new NishanDatabase()
  guard.guardDatabase(db)
  const outcome = await openDatabase(db, secondStore)
  if (!outcome.opened) return outcome.code
  const journal =
    secondStore === null
      ? dexieJournal(db)
      : twoStoreJournal(db, secondStore, (waiting) => saveState.setRepairing(waiting))
  const blobStore = guard.guardBlobs(blobs)
  const data = createDataContext({ db, blobs: blobStore, journal: tellingJournal(journal, onRecorded) })
  if (kind === 'browser') await keepSettings(data, settings)
  if (backups.kind === 'files') await keepBackupNotes(data, backups)
  const found = secondStore === null ? null : await reconcileStores(data, secondStore)
  return { data, recovery: found && { ...found, databaseCleared: outcome.cleared } }
}

type TeamHooks = Pick<TeamParts, 'onContact' | 'onBrought'>

function startTeam(
  { data, platform, access }: Pick<Services, 'data' | 'platform' | 'access'>,
  hooks: TeamHooks,
): TeamService {
  const team = new TeamService({
    ...hooks,
    data,
    hub: platform.hub,
    mayWrite: access.mayWrite,
    device: platform.deviceName,
    keepAppOffline: () => platform.keepAppOffline(),
    scheduler: {
      now: () => Date.now(),
      random: () => Math.random(),
      after(ms, run) {
        const timer = setTimeout(run, ms)
        return () => clearTimeout(timer)
      },
    },
  })
  wakeWithMachine(team, window)
  access.subscribe(() => void team.accessChanged())
  return team
}

/** The two ways between laptops: hubs, and files. Each tells the other what it brings. */
function startExchange(
  parts: Pick<Services, 'data' | 'platform' | 'access'>,
  unsaved: UnsavedWork,
): Pick<Services, 'team' | 'bundles'> {
  const { data, platform } = parts
  const failed = () => undefined
  const team = startTeam(parts, {
    // What cannot be sent now is sent after the next contact.
    onContact: (session) => void bundles.sendQueued(session, tellQueued).catch(failed),
    onBrought: (session) => void bundles.brought(session).catch(failed),
  })
  const vault = platform.keyVault ?? dexieKeyVault(data.db)
  const bundles = new BundleService({ data, vault, seal: sealInWorker, team, device: platform.deviceName, turn }, () =>
    unsaved.begin('import'),
  )
  return { team, bundles }
}

/** What is over for good, removed by the tab that writes: deleted projects, files handed to the browser before. */
async function cleanUp({ access, data, platform }: Services): Promise<void> {
  if (!access.mayWrite()) return
  await purgeHiddenProjects(data)
  if (platform.secondStore === null) {
    await settleErasures(data)
    await reconcileBlobs(data)
  }
  await platform.tidy()
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
  const unsaved = new UnsavedWork((kinds) => platform.setUnsavedWork(kinds))
  const saveState = new SaveState(unsaved)
  let wakeTeam = () => undefined as void
  const stores = await openStores(platform, { guard, saveState, onRecorded: () => wakeTeam() })
  if (typeof stores === 'string') {
    showRefused(root, stores, platform.secondStore !== null)
    return
  }
  const { data } = stores
  const space = watchSpace(platform, unsaved)
  const { team, bundles } = startExchange({ data, platform, access }, unsaved)
  wakeTeam = () => team.wake('answer')
  const own = { dropped: new DroppedFiles(), lock: new ProfileLock(), team, bundles, agreement: new AgreementClient() }
  const services: Services = { ...stores, ...own, platform, unsaved, access, saveState, space }
  if (platform.backups.kind === 'snapshots') platform.backups.onAsked(() => readPageFacts(data))
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
