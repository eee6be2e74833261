import type { ProjectProperties } from '#shared/domain/project.ts'
import type { OperationDraft } from '#shared/sync/operation.ts'

/** A project-level operation; the journal adds seq and lamport. */
export function projectDraft(
  kind: OperationDraft['kind'],
  at: number,
  fields: Pick<OperationDraft, 'key' | 'value'>,
): OperationDraft {
  return { kind, item: '', at, taskVersion: 0, ...fields }
}

/** One `project.set` a property: each is a register of its own. */
export function propertyDrafts(properties: Partial<ProjectProperties>, at: number): OperationDraft[] {
  return Object.entries(properties).map(([key, value]) => projectDraft('project.set', at, { key, value }))
}
