import type { ProjectId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'

/** The sample project of this laptop, or null when it was deleted. */
export async function sampleProject(data: DataContext): Promise<ProjectId | null> {
  const rows = await data.db.projects.toArray()
  return rows.find((row) => row.sample === true && row.hiddenAt === undefined)?.id ?? null
}
