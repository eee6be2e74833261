import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type { DataContext } from '../data-context.ts'
import { finishedOf, listProfiles } from './projects.ts'

export type ProfileWork = { profile: Annotator; finished: number; projects: number; lastAt: number }

/** Profiles of this laptop with what each has done, over all projects that are shown. */
export async function listProfileWork(data: DataContext): Promise<ProfileWork[]> {
  const [profiles, counters, projects] = await Promise.all([
    listProfiles(data),
    data.db.counters.toArray(),
    data.db.projects.toArray(),
  ])
  const shown = new Set(projects.filter((row) => row.hiddenAt === undefined).map((row) => row.id))
  return profiles.map((profile) => {
    const own = counters.filter((row) => row.annotatorId === profile.id && shown.has(row.projectId))
    return {
      profile,
      finished: own.reduce((sum, row) => sum + finishedOf(row), 0),
      projects: own.filter((row) => finishedOf(row) > 0).length,
      lastAt: own.reduce((last, row) => Math.max(last, row.lastAt), 0),
    }
  })
}

/** Whether a person has touched any text, in deleted projects and undone imports too: those can come back. */
export async function hasAnswers(data: DataContext, annotatorId: AnnotatorId): Promise<boolean> {
  for (const projectId of await data.db.projects.toCollection().primaryKeys()) {
    const first = await data.db.annotations
      .where('[projectId+annotatorId+order]')
      .between([projectId, annotatorId, 0], [projectId, annotatorId, Infinity])
      .first()
    if (first !== undefined) return true
  }
  return false
}
