import type { ProjectId } from '#shared/base/ids.ts'
import { parseShallow } from '#shared/sync/operation-lines.ts'
import { projectKeysSchema, type ProjectKeys } from '#shared/sync/project-keys.ts'
import type { Log } from './log.ts'
import { SealedFile, type Sealer } from './sealed-file.ts'

/** Private keys of the projects that are led from this laptop, sealed like its tokens. */
export class KeyVault {
  readonly #kept: SealedFile

  constructor(file: string, sealer: Sealer, log: Log) {
    this.#kept = new SealedFile(file, sealer, { log, event: 'keys-not-sealed' })
  }

  get(projectId: ProjectId): ProjectKeys | null {
    const keys = projectKeysSchema.safeParse(parseShallow(this.#kept.get(projectId) ?? ''))
    return keys.success ? keys.data : null
  }

  keep(keys: ProjectKeys): void {
    this.#kept.keep(keys.project, JSON.stringify(keys))
  }

  projects(): ProjectId[] {
    return this.#kept.names() as ProjectId[]
  }
}
