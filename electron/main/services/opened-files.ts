import { statSync } from 'node:fs'
import { basename, resolve } from 'node:path'

/** Files with this ending are ours to open by a double click. */
const OURS = /\.nishan$/i

type Reader = { open(owner: number, path: string): Promise<{ handle: string; bytes: number }> }
type Opened = { name: string; handle: string | null; bytes: number }

/** Files by which the system started or woke the app, until a window takes them. The page sees names, never paths. */
export class OpenedFiles {
  readonly #readers: Reader
  readonly #tell: () => void
  #paths: string[] = []

  constructor(readers: Reader, tell: () => void) {
    this.#readers = readers
    this.#tell = tell
  }

  /** From the words of a command line, as Windows and Linux give a double click. */
  addArguments(words: readonly string[], folder: string): void {
    const paths = words.filter((word) => OURS.test(word) && !word.startsWith('-')).map((word) => resolve(folder, word))
    this.add(paths.filter(isFile))
  }

  add(paths: readonly string[]): void {
    if (paths.length === 0) return
    this.#paths.push(...paths)
    this.#tell()
  }

  /** Hands the files over once, opened for this window. */
  async take(owner: number): Promise<Opened[]> {
    const paths = this.#paths.splice(0)
    return Promise.all(paths.map((path) => this.#open(owner, path)))
  }

  async #open(owner: number, path: string): Promise<Opened> {
    const name = basename(path)
    try {
      return { name, ...(await this.#readers.open(owner, path)) }
    } catch {
      return { name, handle: null, bytes: 0 }
    }
  }
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
}
