import { app, safeStorage, session, shell, type BrowserWindow } from 'electron'
import { join } from 'node:path'
import { serveAppScheme, registerAppScheme } from './app-scheme.ts'
import { followSettings } from './app-settings.ts'
import { appHandlers } from './ipc/handlers/app.ts'
import { blobHandlers } from './ipc/handlers/blobs.ts'
import { filesHandlers } from './ipc/handlers/files.ts'
import { hubHandlers } from './ipc/handlers/hub.ts'
import { keysHandlers } from './ipc/handlers/keys.ts'
import { journalHandlers } from './ipc/handlers/journal.ts'
import { settingsHandlers } from './ipc/handlers/settings.ts'
import { shellHandlers } from './ipc/handlers/shell.ts'
import { snapshotHandlers } from './ipc/handlers/snapshots.ts'
import { supportHandlers } from './ipc/handlers/support.ts'
import { storageHandlers } from './ipc/handlers/storage.ts'
import { registerHandlers } from './ipc/register-handlers.ts'
import { guardContentSecurityPolicy } from './security/content-security-policy-guard.ts'
import { guardPermissions } from './security/permission-guard.ts'
import { BlobFiles } from './services/blob-files.ts'
import { DiskSpace } from './services/disk-space.ts'
import { askForFolder, askWhereToSave, nameOf } from './services/file-dialogs.ts'
import { FileWriter } from './services/file-writer.ts'
import { JournalDoor } from './services/journal/journal-door.ts'
import { clearDatabase } from './services/clear-database.ts'
import { HubCarrier } from './services/hub-carrier.ts'
import { HubLinks } from './services/hub-links.ts'
import { KeyVault } from './services/key-vault.ts'
import { startOwnHub } from './services/hub-process/start-own-hub.ts'
import { createLog, type Log } from './services/log.ts'
import { OpenWindows } from './services/open-windows.ts'
import { OpenedFiles } from './services/opened-files.ts'
import { openSettings } from './services/settings.ts'
import { startSnapshots } from './services/snapshots/start-snapshots.ts'
import { TokenVault } from './services/token-vault.ts'
import { openMainWindow } from './windows.ts'

/** Beside this file in the package: `electron/main.js`, `electron/preload.cjs`, `renderer/`. */
const PRELOAD = join(import.meta.dirname, 'preload.cjs')
const RENDERER = join(import.meta.dirname, '../renderer')
const HUB_PROCESS = join(import.meta.dirname, 'hub-process.js')

const LOG_FILE = 'logs/nishan.log'

const windows = new OpenWindows()

function focusWindow(): void {
  const window = windows.first()
  if (window === null) return
  if (window.isMinimized()) window.restore()
  window.focus()
}

const showInFolder = (path: string) => shell.showItemInFolder(path)

/** A dialog over the window that asked; null when it is gone, or the person cancels. */
function askOver(id: number, ask: (window: BrowserWindow) => Promise<string | null>): Promise<string | null> {
  const window = windows.window(id)
  return window === null ? Promise.resolve(null) : ask(window)
}

/** Paths that came before the app was ready: macOS tells them even before its start has begun. */
const early: string[] = []
let takePaths = (paths: readonly string[]): void => void early.push(...paths)
let takeArguments = (_words: readonly string[], _folder: string): void => void 0

function openedFiles(readers: ConstructorParameters<typeof OpenedFiles>[0]): OpenedFiles {
  const opened = new OpenedFiles(readers, () => windows.send('files.opened', undefined))
  takePaths = (paths) => opened.add(paths)
  takeArguments = (words, folder) => opened.addArguments(words, folder)
  takePaths(early.splice(0))
  takeArguments(process.argv.slice(1), process.cwd())
  return opened
}

/** The ways to the hubs of one's teams, the hub on this laptop, and the keys of projects. */
function openTeam(userData: string, log: Log) {
  const vault = new TokenVault(join(userData, 'hub-tokens.json'), safeStorage, log)
  const keys = new KeyVault(join(userData, 'project-keys.json'), safeStorage, log)
  const links = new HubLinks(vault)
  const carrier = new HubCarrier(links)
  const ownHub = startOwnHub({
    userData,
    entry: HUB_PROCESS,
    staticDir: RENDERER,
    version: app.getVersion(),
    windows,
    isHere: (annotatorId) => vault.knows(annotatorId),
    log,
  })
  const close = () => {
    carrier.close()
    links.close()
  }
  return { ownHub, handlers: { ...hubHandlers({ links, carrier, ownHub }), ...keysHandlers(keys) }, close }
}

/** Files and folders that the person chooses in dialogs over the window. */
const dialogHandlers = (writer: FileWriter, backups: ReturnType<typeof startSnapshots>) => ({
  ...filesHandlers({
    writer,
    opened: openedFiles(backups.readers),
    nameOf,
    askWhereToSave: (id, suggestedName) => askOver(id, (window) => askWhereToSave(window, suggestedName)),
    showInFolder,
  }),
  ...snapshotHandlers({ ...backups, askForFolder: (id) => askOver(id, askForFolder), showInFolder }),
})

function guardSession(): void {
  guardPermissions(session.defaultSession)
  guardContentSecurityPolicy(session.defaultSession)
  serveAppScheme(RENDERER)
}

async function start(): Promise<void> {
  await app.whenReady()
  const userData = app.getPath('userData')
  const log = createLog(join(userData, LOG_FILE))
  const settings = openSettings(join(userData, 'settings.json'), log)
  const writer = new FileWriter()
  const door = new JournalDoor(join(userData, 'journal/journal.sqlite'), log)
  const blobs = new BlobFiles(join(userData, 'blobs'))
  const backups = startSnapshots({ userData, door, blobs, log, windows, appVersion: app.getVersion() })
  const dropOwner = (id: number) => Promise.all([writer.dropOwner(id), backups.readers.dropOwner(id)])
  const team = openTeam(userData, log)
  app.on('quit', () => {
    team.close()
    door.close()
  })
  guardSession()
  registerHandlers(
    {
      ...appHandlers({
        version: app.getVersion(),
        settings,
        windows,
        clearDatabase: () => clearDatabase(session.defaultSession, join(userData, 'put-aside'), log),
      }),
      ...dialogHandlers(writer, backups),
      ...blobHandlers(blobs),
      ...team.handlers,
      ...journalHandlers(door),
      ...settingsHandlers(settings),
      ...supportHandlers(join(userData, LOG_FILE)),
      ...shellHandlers((url) => shell.openExternal(url)),
      ...storageHandlers(new DiskSpace(userData, ['journal', 'blobs'], log), log),
    },
    { isOurWindow: (id) => windows.has(id), log },
  )
  followSettings(settings, windows)
  log('started', { version: app.getVersion(), electron: process.versions.electron ?? '' })
  await openMainWindow({
    windows,
    preload: PRELOAD,
    stateFile: join(userData, 'window-state.json'),
    locale: () => settings.current().locale,
    zoom: () => settings.current().zoom,
    ownHub: () => team.ownHub.state(),
    log,
    onReload: (id) => void dropOwner(id),
    onClosed: (id) => {
      // Half-written files of a window that is gone are removed before the app ends; the hub finishes its requests.
      void Promise.all([dropOwner(id), backups.stop(), team.ownHub.stop()]).then(() => app.quit())
    },
  })
}

registerAppScheme()
app.enableSandbox()
if (app.requestSingleInstanceLock()) {
  app.on('second-instance', (_event, words, folder) => {
    focusWindow()
    takeArguments(words.slice(1), folder)
  })
  app.on('open-file', (event, path) => {
    event.preventDefault()
    takePaths([path])
    focusWindow()
  })
  // The app ends in onClosed, when nothing is left to clean up.
  app.on('window-all-closed', () => undefined)
  // Not awaited: Electron is ready only after this module has been evaluated, and would wait for ever.
  start().catch((error: unknown) => {
    process.stderr.write(`Nishan could not start: ${String(error)}\n`)
    app.exit(1)
  })
} else {
  app.quit()
}
