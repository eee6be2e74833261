import type { AnnotatorId } from '../base/ids.ts'
import type { Role } from '../domain/project.ts'
import { ANSWER_KINDS, type Operation, type OperationKind } from './operation.ts'

/** What everyone who labels does; comments have rules of their own. */
const OWN_WORK: readonly OperationKind[] = [...ANSWER_KINDS.filter((kind) => kind !== 'comment.set'), 'batch.handIn']

/** Whether a role's limits allow an operation (sync.md, Roles). One that they do not is kept for the lead, unseen. */
export function roleMay(role: Role, operation: Pick<Operation, 'kind' | 'key'>): boolean {
  switch (role) {
    case 'lead':
      return true
    case 'adjudicator':
      return OWN_WORK.includes(operation.kind) || operation.kind === 'comment.set' || operation.kind === 'gold.set'
    case 'annotator':
      // '' = for the lead: annotators do not write to each other.
      return OWN_WORK.includes(operation.kind) || (operation.kind === 'comment.set' && (operation.key ?? '') === '')
    case 'researcher':
      return false
  }
}

/**
 * Who besides its author, leads and adjudicators is served an operation: everyone of the project, those who read gold, one
 * person, or nobody. Kinds that are not named here are served to nobody.
 */
export type Audience = 'all' | 'gold' | 'leads' | `to:${AnnotatorId}`

export function audienceOf(operation: Pick<Operation, 'kind' | 'key'>): Audience {
  switch (operation.kind) {
    case 'project.set':
    case 'taskVersion.add':
    case 'import.set':
    case 'import.remove':
    case 'chunk.add':
    case 'batch.set':
    case 'item.erase':
      return 'all'
    case 'gold.set':
      return 'gold'
    case 'member.set':
    case 'assign.set':
    case 'comment.set':
    // What a person is shown of the gold once they have answered a text of a training round.
    case 'gold.show':
      return personOf(operation.key)
    // How a batch was chosen, and by what rule it grows, says what others are given.
    case 'batch.plan':
      return 'leads'
    default:
      return 'leads'
  }
}

/** The person a key is for: the whole key, or its part after the last slash (`<batch>/<person>`). */
function personOf(key: unknown): Audience {
  // What a laptop sent as a key may be anything until it is judged.
  const text = typeof key === 'string' ? key : ''
  const person = text.slice(text.lastIndexOf('/') + 1)
  return person === '' ? 'leads' : `to:${person as AnnotatorId}`
}

/** The audiences besides own operations that a role is served; null = all operations. */
export function audiencesFor(role: Role, person: AnnotatorId): readonly Audience[] | null {
  switch (role) {
    case 'lead':
    case 'adjudicator':
      return null
    case 'annotator':
      return ['all', `to:${person}`]
    case 'researcher':
      return ['all', 'gold']
  }
}
