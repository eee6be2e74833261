import { failure, type Result } from '#shared/base/result.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import type { MoveStep } from '#renderer/data/team/move-record.ts'
import type { KeyVaultPort } from '#renderer/platform/key-vault-port.ts'
import type { TeamService } from '../team/team-service.ts'
import type { SideFault } from './hub-side.ts'

export type MoveParts = { data: DataContext; vault: KeyVaultPort; team: TeamService }

/** How far a move is. `done` and `total` in bytes, of a file that is carried; `total` null = not told. */
export type MoveProgress = { step: MoveStep; done: number; total: number | null }

export type MoveWatch = { signal?: AbortSignal; onProgress?: (progress: MoveProgress) => void }

/**
 * Why a move does not go on. `old-…`, `new-…`: one of the two hubs; the others are of the project or of this laptop. Each is
 * told on screen with what is safe and what to do.
 */
export const MOVE_FAULTS = [
  'old-away',
  'new-away',
  'old-portal',
  'new-portal',
  'old-unknown',
  'new-unknown',
  'new-full',
  'no-keys-here',
  'not-lead',
  'no-session',
  'same-hub',
  'bad-code',
  'too-many',
  'exists',
  'other-keys',
  'too-large',
  'damaged',
  'conflict',
  'differs',
  'no-address',
  'no-room-here',
  'too-old',
  'busy',
  'stopped',
  'other',
] as const
export type MoveFault = (typeof MOVE_FAULTS)[number]

export type Moved<Value> = Promise<Result<Value, MoveFault>>

/** A hub's word in the words of a move. */
export function faultOf({ code }: SideFault, side: 'old' | 'new'): MoveFault {
  switch (code) {
    case 'no-network':
      return side === 'old' ? 'old-away' : 'new-away'
    case 'portal':
    case 'no-hub':
      return side === 'old' ? 'old-portal' : 'new-portal'
    case 'not-enrolled':
    case 'revoked':
    case 'not-found':
      return side === 'old' ? 'old-unknown' : 'new-unknown'
    case 'forbidden':
      return 'not-lead'
    case 'disk-full':
      return side === 'new' ? 'new-full' : 'other'
    case 'too-large':
    case 'too-many':
    case 'too-old':
    case 'busy':
    case 'stopped':
      return code
    default:
      return 'other'
  }
}

export const failedAt = (fault: SideFault, side: 'old' | 'new'): Result<never, MoveFault> =>
  failure(faultOf(fault, side))
