import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { SpaceStatus } from './space-watch.ts'
import type { AccessStatus } from './write-access.ts'
import { useServices } from './services-context.ts'

/** Why answers are not taken now: too little room, or another tab writes. */
export type Halt = 'space' | 'reading'

export function useAccess(): AccessStatus {
  const { access } = useServices()
  return useSyncExternalStore(access.subscribe, access.current)
}

export function useSpace(): SpaceStatus {
  const { space } = useServices()
  return useSyncExternalStore(space.subscribe, space.current)
}

export function haltOf({ mode }: AccessStatus, { level }: SpaceStatus): Halt | null {
  if (mode !== 'writing') return 'reading'
  return level === 'paused' ? 'space' : null
}

export function useHalt(): Halt | null {
  return haltOf(useAccess(), useSpace())
}

/** Why acts that write are not offered in this tab; null where they are. Stands at each disabled button. */
export function useReadOnlyReason(): string | null {
  const { t } = useTranslation('common')
  return useAccess().mode === 'writing' ? null : t('tab.readOnly')
}
