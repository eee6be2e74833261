import { armor, Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { failure, success, type Result } from '../base/result.ts'
import type { BackupMachine, Bytes } from './backup-machine.ts'
import type { Seal } from './backup-schema.ts'
import { readSealHeader } from './seal-header.ts'

type Streams = Pick<BackupMachine, 'toStream' | 'fromStream'>

/**
 * scrypt's work for opening the identity, as a power of two: 2^17 asks 128 MB and about a second of an old laptop once
 * for each file that is opened, and as much for each guess.
 */
const WORK = 17

/** Bytes that do not decrypt: changed, or cut short when the source ended before. */
export class UnsealError extends Error {
  readonly sourceEnded: boolean

  constructor(sourceEnded: boolean) {
    super('sealed bytes do not decrypt')
    this.name = 'UnsealError'
    this.sourceEnded = sourceEnded
  }
}

/** A new key pair whose private half is locked with the passphrase. The passphrase itself is kept nowhere. */
export async function makeSeal(passphrase: string, work = WORK): Promise<Seal> {
  const identity = await generateX25519Identity()
  const encrypter = new Encrypter()
  encrypter.setPassphrase(normalPassphrase(passphrase))
  encrypter.setScryptWorkFactor(work)
  const locked = await encrypter.encrypt(identity)
  return { recipient: await identityToRecipient(identity), identity: armor.encode(locked) }
}

/** The private key of a seal; null when the passphrase is another. */
export async function openSeal(seal: Seal, passphrase: string): Promise<string | null> {
  const decrypter = new Decrypter()
  decrypter.addPassphrase(normalPassphrase(passphrase))
  try {
    return await decrypter.decrypt(armor.decode(seal.identity), 'text')
  } catch {
    return null
  }
}

/** One passphrase however the keyboard composed its letters. */
function normalPassphrase(typed: string): string {
  return typed.normalize('NFKC')
}

/** An age key pair (X25519), as the age format writes its halves. */
export async function makeAgeKey(): Promise<{ identity: string; recipient: string }> {
  const identity = await generateX25519Identity()
  return { identity, recipient: await identityToRecipient(identity) }
}

/** The public half of an identity, or null when it is none. */
export async function recipientOf(identity: string): Promise<string | null> {
  try {
    return await identityToRecipient(identity)
  } catch {
    return null
  }
}

/** A key of one moment, by which a sealed file is read back after writing, and which is then forgotten. */
export async function passingKey(): Promise<{ identity: string; recipient: string }> {
  return makeAgeKey()
}

/** To whom bytes are sealed. `work`: scrypt's, as a power of two. */
export type SealTarget = { recipients: readonly string[] } | { passphrase: string; work?: number }
export type SealKey = { identity: string } | { passphrase: string }

/** Why sealed bytes do not open. A wrong key may also be a key's part of the header that was damaged: age cannot tell. */
export type UnsealFault =
  | 'not-sealed'
  | 'damaged'
  | 'needs-passphrase'
  | 'needs-key'
  | 'wrong-passphrase'
  | 'wrong-key'
  | 'too-large'

/** Seals bytes that are held whole. */
export async function sealWhole(bytes: Uint8Array, target: SealTarget): Promise<Uint8Array> {
  const encrypter = new Encrypter()
  if ('passphrase' in target) {
    encrypter.setPassphrase(normalPassphrase(target.passphrase))
    encrypter.setScryptWorkFactor(target.work ?? WORK)
  } else {
    for (const recipient of target.recipients) encrypter.addRecipient(recipient)
  }
  return encrypter.encrypt(bytes)
}

/** Opens bytes that are held whole. The header is looked through first: it may ask for more work than we give. */
export async function unsealWhole(sealed: Uint8Array, key: SealKey): Promise<Result<Uint8Array, UnsealFault>> {
  const header = readSealHeader(sealed)
  if (!header.ok) return header
  const byPassphrase = header.value === 'passphrase'
  if (byPassphrase !== 'passphrase' in key) return failure(byPassphrase ? 'needs-passphrase' : 'needs-key')
  const decrypter = new Decrypter()
  if ('passphrase' in key) decrypter.addPassphrase(normalPassphrase(key.passphrase))
  else decrypter.addIdentity(key.identity)
  try {
    return success(await decrypter.decrypt(sealed))
  } catch (error) {
    const isOther = error instanceof Error && error.message.startsWith('no identity matched')
    if (!isOther) return failure('damaged')
    return failure(byPassphrase ? 'wrong-passphrase' : 'wrong-key')
  }
}

/** Encrypts to recipients; no secret is needed. */
export async function* sealBytes(
  bytes: Bytes,
  recipients: readonly string[],
  streams: Streams,
): AsyncGenerator<Uint8Array> {
  const encrypter = new Encrypter()
  for (const recipient of recipients) encrypter.addRecipient(recipient)
  const sealed: unknown = await encrypter.encrypt(streams.toStream(bytes) as never)
  yield* streams.fromStream(sealed)
}

/** Decrypts; throws an UnsealError where that fails, and what the source throws as it is. */
export async function* unsealBytes(bytes: Bytes, identity: string, streams: Streams): AsyncGenerator<Uint8Array> {
  const source = { bytes: 0, ended: false, failure: null as { error: unknown } | null }
  async function* watched(): AsyncGenerator<Uint8Array> {
    try {
      for await (const piece of bytes) {
        source.bytes += piece.length
        yield piece
      }
      source.ended = true
    } catch (error) {
      source.failure = { error }
      throw error
    }
  }
  const decrypter = new Decrypter()
  decrypter.addIdentity(identity)
  let opened = false
  try {
    const plain: unknown = await decrypter.decrypt(streams.toStream(watched()) as never)
    opened = true
    yield* streams.fromStream(plain)
  } catch {
    if (source.failure !== null) throw source.failure.error
    throw new UnsealError(source.ended && (opened || source.bytes < AGE_HEADER_BYTES))
  }
}

/** The most that an age file of ours has before its content: two X25519 recipients. */
const AGE_HEADER_BYTES = 300
