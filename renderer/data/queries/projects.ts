import type { AnnotatorId, BatchId, ProjectId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type { ImportRecord } from '#shared/domain/chunk.ts'
import { projectPropertiesSchema, type Project, type TaskVersion } from '#shared/domain/project.ts'
import type { Who } from '../commands/change-project.ts'
import { emptyCounters } from '../counters.ts'
import type { DataContext } from '../data-context.ts'
import type { CountersRow, ProjectRow } from '../rows.ts'
import { standingIn } from './standing.ts'

const wholeProject = projectPropertiesSchema.passthrough()

/** A row with every property there, or null while a project is still arriving property by property. */
function toProject(row: ProjectRow | undefined): Project | null {
  if (!row || row.hiddenAt !== undefined) return null
  const parsed = wholeProject.safeParse(row)
  return parsed.success ? { ...parsed.data, id: row.id, createdAt: row.createdAt } : null
}

/** A project with the person's part of it. */
export type ProjectSummary = Share & { project: Project; lastAt: number; labels: string[] }

/** Projects with one person's progress, newest work first. Counts come from counters, never from counting rows. */
export async function listProjects(data: DataContext, annotatorId: AnnotatorId): Promise<ProjectSummary[]> {
  const projects = (await data.db.projects.toArray()).flatMap((row) => toProject(row) ?? [])
  const summaries = await Promise.all(
    projects.map(async (project): Promise<ProjectSummary> => {
      const [own, task] = await Promise.all([
        readCounters(data, project.id, annotatorId),
        currentTask(data, project.id),
      ])
      const share = await shareOf(data, { projectId: project.id, annotatorId }, own)
      const labels = (task?.questions ?? []).flatMap((question) =>
        question.labels.filter((label) => !label.retired && label.parent === null),
      )
      return {
        project,
        ...share,
        lastAt: own.lastAt,
        labels: labels.map((label) => label.name),
      }
    }),
  )
  return summaries.sort((a, b) => (b.lastAt || b.project.createdAt) - (a.lastAt || a.project.createdAt))
}

/** A person's part of a project: of what they are given, or of all items where no work is handed out. */
export type Share = { items: number; finished: number; isAssigned: boolean }

export async function readShare(data: DataContext, who: Who): Promise<Share> {
  const counters = await readCounters(data, who.projectId, who.annotatorId)
  return shareOf(data, who, counters)
}

export async function shareOf(data: DataContext, who: Who, counters: CountersRow): Promise<Share> {
  const batches = Object.keys(counters.byBatch ?? {}) as BatchId[]
  if (batches.length === 0 && !(await isHandedOut(data, who))) {
    return { items: await projectItems(data, who.projectId), finished: finishedOf(counters), isAssigned: false }
  }
  const standings = batches.map((batch) => standingIn(counters, batch))
  return {
    items: standings.reduce((sum, { given }) => sum + given, 0),
    finished: standings.reduce((sum, { finished }) => sum + finished, 0),
    isAssigned: true,
  }
}

/** Whether others are given work, as the queue has it: to those who are not told the lists of others a batch says so. */
async function isHandedOut(data: DataContext, { projectId, annotatorId }: Who): Promise<boolean> {
  if ((await data.db.batches.where('projectId').equals(projectId).first()) === undefined) return false
  const role = (await data.db.members.get([projectId, annotatorId]))?.role
  if (role !== 'lead' && role !== 'adjudicator') return true
  const people = await data.db.counters
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  return people.some(({ byBatch }) => Object.keys(byBatch ?? {}).length > 0)
}

export function finishedOf(counters: CountersRow): number {
  const { done, unsure, skipped, notLanguage, unreadable } = counters.byStatus
  return done + unsure + skipped + notLanguage + unreadable
}

export async function getProject(data: DataContext, projectId: ProjectId): Promise<Project | null> {
  return toProject(await data.db.projects.get(projectId))
}

/** Names of all projects of this laptop, those deleted until the app closes too. */
export async function listProjectNames(data: DataContext): Promise<Map<ProjectId, string>> {
  const rows = await data.db.projects.toArray()
  return new Map(rows.map(({ id, name }) => [id, name ?? '']))
}

/** Projects deleted here that have not left the laptop yet, newest first. */
export async function listDeletedProjects(data: DataContext): Promise<{ id: ProjectId; name: string }[]> {
  const rows = await data.db.projects.filter((row) => row.hiddenAt !== undefined).toArray()
  rows.sort((a, b) => (b.hiddenAt ?? 0) - (a.hiddenAt ?? 0))
  return rows.map(({ id, name }) => ({ id, name: name ?? '' }))
}

/** The newest task version; null for an unknown project. */
export async function currentTask(data: DataContext, projectId: ProjectId): Promise<TaskVersion | null> {
  const last = await data.db.taskVersions
    .where('[projectId+version]')
    .between([projectId, 0], [projectId, Infinity])
    .last()
  return last ?? null
}

/** All task versions, newest first. */
export async function taskHistory(data: DataContext, projectId: ProjectId): Promise<TaskVersion[]> {
  return data.db.taskVersions
    .where('[projectId+version]')
    .between([projectId, 0], [projectId, Infinity])
    .reverse()
    .toArray()
}

export async function projectItems(data: DataContext, projectId: ProjectId): Promise<number> {
  return (await data.db.counters.get([projectId, '']))?.items ?? 0
}

export async function readCounters(
  data: DataContext,
  projectId: ProjectId,
  annotatorId: AnnotatorId,
): Promise<CountersRow> {
  return (await data.db.counters.get([projectId, annotatorId])) ?? emptyCounters(projectId, annotatorId)
}

/** Answers by anyone that hold each label, by `question/label`. */
export async function labelUse(data: DataContext, projectId: ProjectId): Promise<Record<string, number>> {
  const rows = await data.db.counters
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  const use: Record<string, number> = {}
  for (const row of rows) for (const [key, count] of Object.entries(row.byLabel)) use[key] = (use[key] ?? 0) + count
  return use
}

/** Answers by everyone, for the question before a deletion. */
export async function projectAnswers(data: DataContext, projectId: ProjectId): Promise<number> {
  const rows = await data.db.counters
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  return rows.reduce((sum, row) => sum + finishedOf(row), 0)
}

/** Imports of a project, newest first, the removed ones too. */
export async function listImports(data: DataContext, projectId: ProjectId): Promise<ImportRecord[]> {
  const rows = await data.db.imports.where('projectId').equals(projectId).toArray()
  return rows.sort((a, b) => b.startedAt - a.startedAt)
}

/** Annotations on the items of an import, by everyone: asked before it is undone. */
export async function importAnswerCount(data: DataContext, projectId: ProjectId, importId: string): Promise<number> {
  const chunks = await data.db.chunks.where('importId').equals(importId).toArray()
  const people = await data.db.counters
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .primaryKeys()
  let count = 0
  for (const chunk of chunks) {
    for (const [, annotatorId] of people) {
      count += await data.db.annotations
        .where('[projectId+annotatorId+order]')
        .between(
          [projectId, annotatorId, chunk.firstOrder],
          [projectId, annotatorId, chunk.firstOrder + chunk.items],
          true,
          false,
        )
        .count()
    }
  }
  return count
}

/** Profiles of this laptop, oldest first; people known only from files are left out. */
export async function listProfiles(data: DataContext): Promise<Annotator[]> {
  const rows = await data.db.annotators.toArray()
  return rows.filter((row) => !row.imported).sort((a, b) => a.createdAt - b.createdAt)
}

/** Everyone a project's answers may come from, by id. */
export async function listPeople(data: DataContext): Promise<Map<AnnotatorId, Annotator>> {
  return new Map((await data.db.annotators.toArray()).map((row) => [row.id, row]))
}
