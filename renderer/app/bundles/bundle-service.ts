import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Result } from '#shared/base/result.ts'
import type { Project } from '#shared/domain/project.ts'
import { ensureProjectKeys } from '#renderer/data/bundles/project-keys.ts'
import type { OpenedFile } from '#renderer/platform/opened-file.ts'
import type { TeamSession } from '../team/team-session.ts'
import type { BundleParts, Watch } from './bundle-parts.ts'
import { openFile, type FileContent, type FileFault, type Opening } from './open-file.ts'
import { handOverKeys, sendQueued, takeFile, type Taken, type Taking } from './take-file.ts'

/** A person of a project for whom a work file is made. */
export type WorkPerson = { annotatorId: AnnotatorId; name: string; joined: boolean }

/** What a person has asked for, shown over whichever page is open. */
export type BundleAsked =
  | { kind: 'open'; files: readonly OpenedFile[]; turn: number }
  | { kind: 'answers'; project: Project }
  | { kind: 'work'; project: Project; person: WorkPerson }

/** Files in place of a network: what is asked for, and the work behind it. One per window. */
export class BundleService {
  readonly parts: BundleParts
  readonly #listeners = new Set<() => void>()
  #asked: BundleAsked | null = null
  #turn = 0

  constructor(parts: BundleParts) {
    this.parts = parts
  }

  readonly current = (): BundleAsked | null => this.#asked
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Opens files, after those that are being opened already. */
  open(files: readonly OpenedFile[]): void {
    if (files.length === 0) return
    this.#turn += 1
    this.#ask({ kind: 'open', files, turn: this.#turn })
  }

  makeAnswers(project: Project): void {
    this.#ask({ kind: 'answers', project })
  }

  makeWork(project: Project, person: WorkPerson): void {
    this.#ask({ kind: 'work', project, person })
  }

  close(): void {
    this.#ask(null)
  }

  look(opening: Opening, watch?: Watch): Promise<Result<FileContent, FileFault>> {
    return openFile(this.parts, opening, watch)
  }

  take(taking: Taking, watch?: Watch): Promise<Taken> {
    return takeFile(this.parts, taking, watch)
  }

  /** A project was brought to a hub: it has keys from now on, and the hub opens files with them. */
  async brought(session: TeamSession): Promise<void> {
    const keys = await ensureProjectKeys(this.parts.data, this.parts.vault, session.link)
    // A hub that cannot take them now is given them with the first file.
    if (keys.ok) await handOverKeys(this.parts, session)
  }

  /** The hub is in reach: files that waited for it go there. */
  sendQueued(session: TeamSession, tell: (name: string, taken: Taken) => void): Promise<void> {
    return sendQueued(this.parts, session, tell)
  }

  #ask(asked: BundleAsked | null): void {
    this.#asked = asked
    for (const listener of this.#listeners) listener()
  }
}
