import { utf8ToBytes } from '@noble/hashes/utils.js'
import type { ProjectId } from '#shared/base/ids.ts'
import { parseShallow } from '#shared/sync/operation-lines.ts'
import { projectKeysSchema, type ProjectKeys } from '#shared/sync/project-keys.ts'
import type { KeyVaultPort } from '#renderer/platform/key-vault-port.ts'
import type { NishanDatabase } from '../db.ts'

const WRAP = 'project-keys-wrap'
const PREFIX = 'project-keys/'

type Kept = { iv: Uint8Array<ArrayBuffer>; sealed: ArrayBuffer }

/**
 * Where the machine keeps no secrets for us: the keys lie in the database, encrypted by a key that this browser does not
 * hand out. Whoever copies the whole browser profile copies both (docs/threat-model.md).
 */
export function dexieKeyVault(db: NishanDatabase): KeyVaultPort {
  return {
    async get(projectId) {
      const row = await db.local.get(PREFIX + projectId)
      return row === undefined ? null : opened(await wrapKey(db), row.value as Kept)
    },
    async keep(keys) {
      const key = await wrapKey(db)
      const iv = crypto.getRandomValues(new Uint8Array(12))
      const text = Uint8Array.from(utf8ToBytes(JSON.stringify(keys)))
      const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, key, text)
      await db.local.put({ key: PREFIX + keys.project, value: { iv, sealed } satisfies Kept })
    },
    async projects() {
      const names = await db.local.where('key').startsWith(PREFIX).primaryKeys()
      return names.map((name) => name.slice(PREFIX.length) as ProjectId)
    },
  }
}

async function wrapKey(db: NishanDatabase): Promise<CryptoKey> {
  const known = await db.local.get(WRAP)
  if (known !== undefined) return known.value as CryptoKey
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  // Another tab may have made one meanwhile: the first stays.
  return db.transaction('rw', db.local, async () => {
    const first = await db.local.get(WRAP)
    if (first !== undefined) return first.value as CryptoKey
    await db.local.put({ key: WRAP, value: made })
    return made
  })
}

async function opened(key: CryptoKey, { iv, sealed }: Kept): Promise<ProjectKeys | null> {
  try {
    const bytes = await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, key, sealed)
    return projectKeysSchema.parse(parseShallow(new TextDecoder().decode(bytes)))
  } catch {
    // As good as lost: files that were sealed to it are asked for with a passphrase.
    return null
  }
}
