/** What Chromium has and the DOM library of TypeScript does not declare. */
declare global {
  interface FileSystemFileHandle {
    /** Origin private file system only: renames within its folder, replacing a file of that name. */
    move?(name: string): Promise<void>
    /** Dedicated workers only. */
    createSyncAccessHandle?(): Promise<FileSystemSyncAccessHandle>
  }

  interface FileSystemSyncAccessHandle {
    write(bytes: Uint8Array, options?: { at: number }): number
    truncate(size: number): void
    flush(): void
    close(): void
  }

  interface Window {
    showSaveFilePicker?(options?: { suggestedName?: string }): Promise<FileSystemFileHandle>
  }
}

/** The browser's save dialog; rejects with an AbortError when it is cancelled. */
export type SavePicker = NonNullable<Window['showSaveFilePicker']>
