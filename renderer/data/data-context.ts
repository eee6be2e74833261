import type { ClockPort } from '#shared/base/clock.ts'
import { oneAfterAnother } from '#shared/base/one-after-another.ts'
import type { RandomBytes } from '#shared/base/ids.ts'
import type { BlobStorePort } from '#renderer/platform/blob-store-port.ts'
import type { NishanDatabase } from './db.ts'
import { withoutErasedBlobs } from './erasure/erasing-blobs.ts'
import { dexieJournal } from './journal/dexie-journal.ts'
import type { JournalPort } from './journal/journal-port.ts'

export type SigningPair = { publicKey: Uint8Array; privateKey: CryptoKey }

/** What every command and query is given. One per window or worker. */
export type DataContext = {
  db: NishanDatabase
  journal: JournalPort
  blobs: BlobStorePort
  clock: ClockPort
  random: RandomBytes
  /** An Ed25519 pair whose private half cannot be exported. */
  newKeyPair: () => Promise<SigningPair>
  /** Runs commands one after another, so that a later one reads what an earlier one wrote. */
  serial<T>(work: () => Promise<T>): Promise<T>
}

export type DataParts = Pick<DataContext, 'db' | 'blobs'> &
  Partial<Pick<DataContext, 'clock' | 'random' | 'journal' | 'newKeyPair'>>

export function createDataContext(parts: DataParts): DataContext {
  return {
    clock: { now: () => Date.now() },
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    newKeyPair,
    journal: dexieJournal(parts.db),
    ...parts,
    blobs: withoutErasedBlobs(parts.db, parts.blobs),
    serial: oneAfterAnother(),
  }
}

async function newKeyPair(): Promise<SigningPair> {
  const pair = await crypto.subtle.generateKey({ name: 'Ed25519' }, false, ['sign', 'verify'])
  const publicKey = new Uint8Array(await crypto.subtle.exportKey('raw', pair.publicKey))
  return { publicKey, privateKey: pair.privateKey }
}

const two = (part: number) => String(part).padStart(2, '0')

/** yyyy-mm-dd of a moment on this laptop's calendar: the key of day counters. */
export function localDay(at: number): string {
  const date = new Date(at)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}
