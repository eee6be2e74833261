import type { Who } from '#renderer/data/commands/change-project.ts'
import { setMember } from '#renderer/data/commands/set-member.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import type { GivablePerson } from '#renderer/data/queries/givable-people.ts'

/** Profiles of this laptop that are given work become members, who label. */
export async function makeMembers(
  data: DataContext,
  who: Who,
  people: readonly { person: GivablePerson }[],
): Promise<void> {
  for (const { person } of people) {
    if (person.role !== null) continue
    const member = { role: 'annotator', name: person.name, colour: person.colour } as const
    await setMember(data, who, person.annotatorId, member)
  }
}
