import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Project } from '#shared/domain/project.ts'
import type { Who } from '#renderer/data/commands/change-project.ts'
import { hasQueued } from '#renderer/data/bundles/kept-files.ts'
import { pageFile, type OpenedFile } from '#renderer/platform/opened-file.ts'
import type { TeamSession } from '../team/team-session.ts'
import type { BundleParts } from './bundle-parts.ts'
import type { Entry, OpenRun } from './open-run.ts'
import type { Taken } from './take-file.ts'

/** A person of a project for whom a work file is made. `joined`: a laptop of theirs is known here. */
export type WorkPerson = { annotatorId: AnnotatorId; name: string; joined: boolean }

/** What a person has asked for, shown over whichever page is open. */
export type BundleAsked =
  | { kind: 'open'; entries: readonly Entry[] }
  | { kind: 'answers'; project: Project; who: Who }
  | { kind: 'work'; project: Project; who: Who; person: WorkPerson }

/** Files in place of a network: what is asked for, and the work behind it. One per window. */
export class BundleService {
  readonly parts: BundleParts
  readonly #busy: () => () => void
  readonly #listeners = new Set<() => void>()
  #asked: BundleAsked | null = null
  #run: OpenRun | null = null
  #person: AnnotatorId | null = null

  constructor(parts: BundleParts, busy: () => () => void = () => () => undefined) {
    this.parts = parts
    this.#busy = busy
  }

  readonly current = (): BundleAsked | null => this.#asked
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Who works here now; null = nobody yet. */
  follow(person: AnnotatorId | null): void {
    this.#person = person
  }

  /** The files that are being opened. */
  get run(): OpenRun | null {
    return this.#run
  }

  /** Opens files, beside those that are being opened already. */
  async open(files: readonly OpenedFile[]): Promise<void> {
    if (files.length === 0) return
    const { OpenRun } = await import('./open-run.ts')
    const parts = { ...this.parts, person: () => this.#person, busy: this.#busy }
    const run: OpenRun = this.#run ?? new OpenRun(parts, () => this.#show(run))
    this.#run = run
    run.add(files)
  }

  /** Opens files that a person chose or dropped. */
  openPicked(files: readonly File[]): void {
    void this.open(files.map(pageFile))
  }

  /** Asks for a file of the work of whoever works here. */
  makeAnswers(project: Project): void {
    const who = this.#who(project)
    if (who !== null) this.#ask({ kind: 'answers', project, who })
  }

  makeWork(project: Project, person: WorkPerson): void {
    const who = this.#who(project)
    if (who !== null) this.#ask({ kind: 'work', project, who, person })
  }

  /** Stops what is under way; what was taken until then stays. */
  close(): void {
    this.#run?.stopAll()
    this.#run = null
    this.#ask(null)
  }

  /** A project was brought to a hub: it has keys from now on, and the hub opens files with them. */
  async brought(session: TeamSession): Promise<void> {
    const [{ ensureProjectKeys }, { handOverKeys }] = await Promise.all([
      import('#renderer/data/bundles/project-keys.ts'),
      import('./take-file.ts'),
    ])
    const keys = await ensureProjectKeys(this.parts.data, this.parts.vault, session.link)
    // A hub that cannot take them now is given them with the first file.
    if (keys.ok) await handOverKeys(this.parts, session)
  }

  /** The hub is in reach: files that waited for it go there. */
  async sendQueued(session: TeamSession, tell: (name: string, taken: Taken) => void): Promise<void> {
    if (!(await hasQueued(this.parts.data, session.link.projectId))) return
    const { sendQueued } = await import('./take-file.ts')
    await sendQueued(this.parts, session, tell)
  }

  #who({ id }: Project): Who | null {
    return this.#person === null ? null : { projectId: id, annotatorId: this.#person }
  }

  #show(run: OpenRun): void {
    // One that was closed goes on to its end unseen.
    if (this.#run === run) this.#ask({ kind: 'open', entries: run.entries() })
  }

  #ask(asked: BundleAsked | null): void {
    this.#asked = asked
    for (const listener of this.#listeners) listener()
  }
}
