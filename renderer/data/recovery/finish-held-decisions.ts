import type { DataContext } from '../data-context.ts'

/**
 * Finishes what a lead decided of changes kept aside, where the journal heard it and a crash kept it from the database. There
 * hardly ever is one: the code is fetched only then.
 */
export async function finishHeldDecisions(data: DataContext): Promise<void> {
  const unfinished = await data.db.local.where('key').startsWith('held-decision/').toArray()
  if (unfinished.length === 0) return
  const { decideHeld, heldDecisionSchema } = await import('../commands/decide-held.ts')
  for (const { key, value } of unfinished) {
    const decision = heldDecisionSchema.safeParse(value)
    if (decision.success) await decideHeld(data, decision.data)
    await data.db.local.delete(key)
  }
}
