/** A file to be read once, wherever it came from: a chooser, a drop, a double click. */
export type OpenedFile = {
  readonly name: string
  readonly bytes: number
  /** Rejects with a PlatformError where it cannot be read. */
  read(): Promise<Uint8Array>
}

/** A file that a person chose or dropped. */
export function pageFile(file: File): OpenedFile {
  return { name: file.name, bytes: file.size, read: async () => new Uint8Array(await file.arrayBuffer()) }
}
