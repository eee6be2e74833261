import { createContext, useContext, useSyncExternalStore } from 'react'
import { defined } from '#shared/base/assert.ts'
import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Annotator } from '#shared/domain/annotator.ts'
import type { Settings } from '#shared/domain/settings.ts'
import type { DataContext } from '#renderer/data/data-context.ts'
import type { Recovery } from '#renderer/data/recovery/reconcile-stores.ts'
import type { PlatformPort } from '#renderer/platform/platform-port.ts'
import type { AgreementClient } from '#renderer/workers/agreement-client.ts'
import type { BundleService } from './bundles/bundle-service.ts'
import type { DroppedFiles } from './dropped-files.ts'
import type { ProfileLock } from './profile-lock.ts'
import type { SaveState } from './save-state.ts'
import type { SpaceWatch } from './space-watch.ts'
import type { TeamService } from './team/team-service.ts'
import type { UnsavedWork } from './unsaved-work.ts'
import type { WriteAccess } from './write-access.ts'

/** What every screen is given: the data, the machine's ports, the truth about saving, files on their way. */
export type Services = {
  data: DataContext
  platform: PlatformPort
  saveState: SaveState
  /** What closing now would lose. */
  unsaved: UnsavedWork
  /** Whether this tab may write. */
  access: WriteAccess
  /** How much room is left. */
  space: SpaceWatch
  /** What the start found and mended; null where there is one store only. */
  recovery: Recovery | null
  dropped: DroppedFiles
  lock: ProfileLock
  /** The teams of the person who works here, and how it stands with their hubs. */
  team: TeamService
  /** Files in place of a network. */
  bundles: BundleService
  /** What is measured on everyone's answers. */
  agreement: AgreementClient
}

export const ServicesContext = createContext<Services | null>(null)
export const ProfileContext = createContext<Annotator | null>(null)

export function useServices(): Services {
  return defined(useContext(ServicesContext), 'services context')
}

export function useSettings(): Settings {
  const { settings } = useServices().platform
  return useSyncExternalStore(settings.subscribe, settings.current)
}

/** The profile that works now. Only inside screens that need one; the first start has none. */
export function useProfile(): Annotator {
  return defined(useContext(ProfileContext), 'profile')
}

export function useAnnotatorId(): AnnotatorId {
  return useProfile().id
}
