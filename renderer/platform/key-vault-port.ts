import type { ProjectId } from '#shared/base/ids.ts'
import type { ProjectKeys } from '#shared/sync/project-keys.ts'

/** Private keys of the projects that are led from this laptop, sealed as well as the machine can. */
export interface KeyVaultPort {
  /** Null: not kept here, or not to be opened any more. */
  get(projectId: ProjectId): Promise<ProjectKeys | null>
  keep(keys: ProjectKeys): Promise<void>
  /** The projects of which there are keys. */
  projects(): Promise<ProjectId[]>
}
