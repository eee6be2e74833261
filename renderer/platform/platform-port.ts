import type { BackupNotesPort, SnapshotsPort } from './backups-port.ts'
import type { BlobStorePort } from './blob-store-port.ts'
import type { HubPort } from './hub-port.ts'
import type { KeyVaultPort } from './key-vault-port.ts'
import type { OpenedFile } from './opened-file.ts'
import type { OwnHubPort } from './own-hub-port.ts'
import type { SecondStorePort } from './second-store-port.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { UnsavedKind } from '#shared/domain/unsaved-work.ts'
import type { WriterLockPort } from './writer-lock-port.ts'

/**
 * All that the renderer may ask of the machine. Two adapters: electron-platform.ts (window.api)
 * and browser-platform.ts (File System Access or download, localStorage, window.open).
 */
export interface PlatformPort {
  readonly kind: 'electron' | 'browser'
  readonly appVersion: string
  readonly settings: SettingsPort
  readonly files: FilesPort
  readonly blobs: BlobStorePort
  /** The machine's own place for private keys; null where there is none, as in a browser. */
  readonly keyVault: KeyVaultPort | null
  /** Files that a double click opens: those of the start too. Returns the function that stops listening. */
  onFilesOpened(listener: (files: readonly OpenedFile[]) => void): () => void
  /** A second store outside the browser's own; null where there is none. */
  readonly secondStore: SecondStorePort | null
  /** Snapshots of the main process, or what a browser remembers of the files that it saved. */
  readonly backups: SnapshotsPort | BackupNotesPort
  /** Opens a web address outside the app. The caller has asked the person first. http and https only. */
  openExternal(url: string): Promise<void>
  /** The way to the hubs of one's teams. */
  readonly hub: HubPort
  /** The hub on this laptop; null where none can run: in a browser. */
  readonly ownHub: OwnHubPort | null
  /** Keeps the app's own files here, so that it opens while the hub that serves it is away. */
  keepAppOffline(): Promise<void>
  /** What this machine is called in a lead's list. */
  readonly deviceName: string
  /** Who writes, where several tabs can be open; null where there is one window. */
  readonly writerLock: WriterLockPort | null
  /** While there is any, closing the window asks first. */
  setUnsavedWork(kinds: readonly UnsavedKind[]): void
  /** Commands of the native menu (Electron only). Returns the function that stops listening. */
  onMenuCommand(listener: (command: MenuCommand) => void): () => void
  /** Runs before the app goes away for good; used to remove deleted projects. Best effort in a browser. */
  onClosing(listener: () => Promise<void>): () => void
  /** Asks that our storage is never cleared by itself, and keeps the answer in the log where there is one. */
  askForPersistence(): Promise<Persistence>
  /** How much more fits: in the shell the disk, in a browser what it allows; null when the machine does not tell. */
  freeBytes(): Promise<number | null>
  /** What the machine says about our storage at this moment. */
  storageFacts(): Promise<StorageFacts>
  /** Housekeeping that only the tab that writes may do. */
  tidy(): Promise<void>
}

/** Whether the browser has promised not to clear our storage when the disk fills up. */
export type Persistence = 'granted' | 'refused' | 'unknown'

export type StorageFacts = {
  persistence: Persistence
  usedBytes: number
  /** As `PlatformPort.freeBytes`. */
  freeBytes: number | null
}

export type MenuCommand = 'new-project' | 'open-file' | 'export' | 'settings' | 'undo' | 'redo' | 'shortcuts'

export interface SettingsPort {
  /** The settings at this moment; available at once, so that the first paint has the right theme. */
  current(): Settings
  update(change: Partial<Settings>): void
  subscribe(listener: () => void): () => void
}

export interface FilesPort {
  /** Asks where to save. Null when the person cancels. `suggestedName` has its extension. */
  createSink(suggestedName: string): Promise<FileSink | null>
}

/** A file being written. Nothing shows under its final name until `close` (temp file, flush, rename). */
export interface FileSink {
  /** The name the person chose. */
  readonly name: string
  write(bytes: Uint8Array): Promise<void>
  close(): Promise<void>
  /**
   * Closes a file that must be whole: `sha256` (hex) of all that was written is compared with what lies on the disk. A file
   * that differs is told as 'file-damaged'; false where the platform cannot read back what it wrote.
   */
  closeChecked(sha256: string): Promise<boolean>
  /** Drops what was written so far. */
  abort(): Promise<void>
  /** Shows the finished file in its folder; null where the platform cannot. */
  readonly reveal: (() => Promise<void>) | null
  /**
   * The finished file, read from where it lies; null where the platform cannot: a browser does not tell where it put a
   * download.
   */
  readonly readBack: (() => Promise<Blob>) | null
}

/** Thrown by sinks and stores; `code` is translated as `errors.<code>`. */
export class PlatformError extends Error {
  readonly code: PlatformErrorCode

  constructor(code: PlatformErrorCode, detail: string) {
    super(`${code}: ${detail}`)
    this.name = 'PlatformError'
    this.code = code
  }
}

export type PlatformErrorCode =
  | 'disk-full'
  | 'file-in-use'
  | 'file-denied'
  | 'file-gone'
  | 'file-damaged'
  | 'storage-refused'
  | 'platform-failed'
