/** Files dropped on a screen that leads to the import screen: kept until that one takes them. */
export class DroppedFiles {
  #files: File[] = []

  keep(files: File[]): void {
    this.#files = files
  }

  /** Hands the files over once. */
  take(): File[] {
    const taken = this.#files
    this.#files = []
    return taken
  }
}
