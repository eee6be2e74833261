import type { TeamStatus } from './team-session.ts'

/** What a screen tells of the hub, in one word. */
export type ContactState =
  | 'fine'
  | 'first'
  | 'elsewhere'
  | 'away'
  | 'portal'
  | 'unknown'
  | 'other'
  | 'full'
  | 'old'
  | 'failed'

/**
 * From how the last round ended. `unknown`: the hub does not know this laptop, or shut it out; `elsewhere`: another tab
 * speaks with it.
 */
export function contactState({ sends, schedule: { last } }: Pick<TeamStatus, 'sends' | 'schedule'>): ContactState {
  if (!sends) return 'elsewhere'
  if (last === null) return 'first'
  switch (last.kind) {
    case 'done':
      return 'fine'
    case 'no-network':
      return 'away'
    case 'portal':
      return 'portal'
    case 'other-hub':
      return 'other'
    case 'refused':
      switch (last.code) {
        case 'not-enrolled':
        case 'revoked':
          return 'unknown'
        case 'disk-full':
          return 'full'
        case 'too-old':
          return 'old'
        case 'busy':
        case 'too-many':
          return 'away'
        default:
          return 'failed'
      }
  }
}
