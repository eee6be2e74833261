import { bytesToHex } from '@noble/hashes/utils.js'
import { withProof } from '#shared/sync/key-proof.ts'
import { helloReplySchema } from '#shared/sync/messages/hello.ts'
import type { TeamLink } from '#renderer/data/team/team-links.ts'
import type { HubPort } from '#renderer/platform/hub-port.ts'
import type { SyncStore } from '#renderer/sync/sync-store.ts'
import { askHub, jsonBody } from './ask-hub.ts'

/** Writers of a laptop whose keys are tried, newest first: the last may not have been bound yet. */
const TRIED = 3

/**
 * Asks the hub for a new token in the name of a key of this laptop; false where it gives none. The old token ends.
 */
export async function renewToken(hub: HubPort, link: TeamLink, store: SyncStore): Promise<boolean> {
  const nobody = { projectId: link.projectId, annotatorId: link.annotatorId }
  const ask = { method: 'GET', path: '/v1/hello?challenge=1' } as const
  const asked = await askHub(hub.transport(link, nobody), ask, helloReplySchema)
  const hello = asked.ok ? asked.value : null
  // A code that is signed for one hub is not shown to another.
  if (!hello?.hub?.challenge || hello.hub.id !== link.hub) return false
  const writers = (await store.writers()).filter(({ annotatorId }) => annotatorId === link.annotatorId)
  for (const { publicKey, sign } of writers.reverse().slice(0, TRIED)) {
    if (sign === null) continue
    const request = { project: link.projectId, publicKey: bytesToHex(publicKey), challenge: hello.hub.challenge }
    const proven = await withProof(request, { door: 'renew', project: link.projectId }, sign)
    const reply = await hub.enrol(link, '/v1/renew', jsonBody(proven)).catch(() => null)
    if (reply?.status === 201) return true
  }
  return false
}
