import { z } from '../base/schema.ts'
import type { AnnotatorId, ProjectId } from '../base/ids.ts'
import { roleSchema } from '../domain/project.ts'
import { hexSchema, hubUrlSchema, wireIdSchema } from './messages/hex.ts'
import { MAX_HUB_URLS } from './protocol-limits.ts'
import { parseShallow } from './operation-lines.ts'

/** An invite as it is handed over: in a link, a QR code or a file. Whoever holds it can join once, as this person. */
export const inviteSchema = z.object({
  v: z.literal(1),
  /** Where the hub may be, best first: `https://192.168.1.20:47300`. */
  urls: z.array(hubUrlSchema).max(MAX_HUB_URLS),
  hub: z.string().min(1).max(32),
  /** SPKI hash (SHA-256) of a self-signed hub; null where the certificate is an ordinary one, or over loopback. */
  fingerprint: hexSchema(32).nullable(),
  project: wireIdSchema<ProjectId>(),
  projectName: z.string().max(200),
  annotatorId: wireIdSchema<AnnotatorId>(),
  name: z.string().min(1).max(80),
  colour: z.number().int().min(1).max(12),
  role: roleSchema,
  secret: z.string().min(8).max(64),
})
export type Invite = z.infer<typeof inviteSchema>

const MARK = 'join?i='

/** The part of a link after `#/`: base64url of the JSON, without padding. It stays in the browser: what follows # is not sent. */
export function inviteToHash(invite: Invite): string {
  return `${MARK}${toBase64Url(new TextEncoder().encode(JSON.stringify(invite)))}`
}

/** An invite from a link, its last part, or the text of a file, with spaces and line ends that a chat may have put in; null = none. */
export function readInvite(text: string): Invite | null {
  const plain = parseShallow(text.trim())
  const packed = text.replaceAll(/\s/g, '').split(MARK).at(-1) ?? ''
  const found = inviteSchema.safeParse(plain ?? parseShallow(textFrom(packed)))
  return found.success ? found.data : null
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

function toBase64Url(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const three = [bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0] as const
    const bits = (three[0] << 16) | (three[1] << 8) | three[2]
    for (let letter = 0; letter < 4; letter += 1) {
      if (at + letter <= bytes.length) text += LETTERS[(bits >> (18 - 6 * letter)) & 63]
    }
  }
  return text
}

function textFrom(packed: string): string {
  const bytes: number[] = []
  let buffer = 0
  let bits = 0
  for (const letter of packed) {
    const value = LETTERS.indexOf(letter)
    if (value < 0) return ''
    buffer = ((buffer << 6) | value) & 0xffffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      bytes.push((buffer >> bits) & 255)
    }
  }
  return new TextDecoder().decode(Uint8Array.from(bytes))
}
