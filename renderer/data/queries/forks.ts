import type { AnnotatorId, ProjectId } from '#shared/base/ids.ts'
import type { DataContext } from '../data-context.ts'

/** A person whose work went on in two copies of one laptop, and how often that was found. */
export type ForkedPerson = { annotatorId: AnnotatorId; name: string; times: number; here: boolean }

/**
 * Where a copied laptop was found, nothing was lost: what clashed was issued again under a new writer, and says so in its
 * first operation. `here`: this laptop is one of the copies.
 */
export async function forkedPeople(data: DataContext, projectId: ProjectId): Promise<ForkedPerson[]> {
  const writers = await data.db.writers
    .where('[projectId+annotatorId]')
    .between([projectId, ''], [projectId, '\uffff'])
    .toArray()
  const firsts = await data.db.operations.bulkGet(writers.map(({ id }): [string, number] => [id, 1]))
  const found = new Map<AnnotatorId, { times: number; here: boolean }>()
  for (const [index, { annotatorId, privateKey, reissued }] of writers.entries()) {
    const beganAgain = firsts[index]?.origin !== undefined
    if (!beganAgain && reissued === undefined) continue
    const known = found.get(annotatorId) ?? { times: 0, here: false }
    const here = known.here || reissued !== undefined || (beganAgain && privateKey !== undefined)
    found.set(annotatorId, { times: known.times + Number(beganAgain), here })
  }
  const people = await data.db.annotators.bulkGet([...found.keys()])
  return [...found].map(([annotatorId, { times, here }], index) => {
    return { annotatorId, name: people[index]?.name ?? '', times: Math.max(1, times), here }
  })
}
