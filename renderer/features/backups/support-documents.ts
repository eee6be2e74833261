import type { PlatformPort } from '#renderer/platform/platform-port.ts'

/** What is known of app and machine, without texts and names. Whatever cannot be read is told as that. */
export async function supportDocuments(platform: PlatformPort): Promise<Map<string, Uint8Array>> {
  const { backups, secondStore, settings, kind, appVersion } = platform
  const told = (error: unknown) => ({ failed: error instanceof Error ? error.name : 'UnknownError' })
  const storage = await platform.storageFacts().catch(told)
  const journal = await secondStore?.open().then(
    ({ found, writers }) => ({
      found,
      writers: writers.map(({ id, projectId, upTo, held }) => ({ id, projectId, upTo, held })),
    }),
    told,
  )
  const state = backups.kind === 'snapshots' ? await backups.state().then(withoutFolder, told) : null
  const app = {
    kind,
    appVersion,
    agent: navigator.userAgent,
    languages: navigator.languages,
    screen: [window.innerWidth, window.innerHeight, window.devicePixelRatio],
    settings: settings.current(),
    storage,
    journal,
    snapshots: state,
  }
  const documents = new Map([['app.json', new TextEncoder().encode(JSON.stringify(app))]])
  if (backups.kind !== 'snapshots') return documents
  const main = await backups.supportDocuments().catch(() => new Map<string, Uint8Array>())
  return new Map([...documents, ...main])
}

/** A folder's name is a person's own. */
function withoutFolder<State extends { folder: object | null }>({ folder, ...state }: State) {
  return { ...state, ownFolder: folder === null }
}
