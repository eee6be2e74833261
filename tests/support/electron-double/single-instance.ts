import type { DoubleState } from './double-state.ts'

/** Which app holds which profile. */
const holders = new Map<string, DoubleState>()

/** True for the first app of a profile; otherwise the first one is told. */
export function lockFor(state: DoubleState): boolean {
  const holder = holders.get(state.userData)
  if (holder !== undefined && holder !== state) {
    holder.appEvents.emit('second-instance', {}, ['nishan', ...state.argv], state.userData, null)
    return false
  }
  holders.set(state.userData, state)
  void state.exited.then(() => holders.delete(state.userData))
  return true
}
