import type { ProjectId } from '#shared/base/ids.ts'
import type { BundlePush } from '#shared/sync/bundle/read-bundle.ts'
import type { DataContext } from '../data-context.ts'

/** As many as a hub keeps. */
const MAX_WAITING = 5_000

type WaitingPush = BundlePush & { text: string }

export const waitingPrefix = (projectId: ProjectId) => `waiting-push/${projectId}/`
const keyOf = (projectId: ProjectId, { writer, from }: BundlePush) => `${waitingPrefix(projectId)}${writer}/${from}`

/** Signed pushes that cannot be taken yet, since the file with those before them is still to come. */
export async function waitingPushes(data: DataContext, projectId: ProjectId): Promise<WaitingPush[]> {
  const rows = await data.db.local.where('key').startsWith(waitingPrefix(projectId)).toArray()
  return rows.map(({ value }) => value as WaitingPush)
}

/** False: too many wait. */
export async function keepWaiting(data: DataContext, projectId: ProjectId, push: WaitingPush): Promise<boolean> {
  const count = await data.db.local.where('key').startsWith(waitingPrefix(projectId)).count()
  if (count >= MAX_WAITING) return false
  await data.db.local.put({ key: keyOf(projectId, push), value: push })
  return true
}

export async function forgetWaiting(data: DataContext, projectId: ProjectId, push: BundlePush): Promise<void> {
  await data.db.local.delete(keyOf(projectId, push))
}
