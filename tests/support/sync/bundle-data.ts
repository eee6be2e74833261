import { QUESTION } from '#tests/support/hub/hub-team.ts'
import { bytesToHex } from '@noble/hashes/utils.js'
import { ed25519Verifier } from '#hub/services/ed25519-verifier.ts'
import { sealWhole, unsealWhole, type SealTarget } from '#shared/backup/sealing.ts'
import type { AnnotatorId, ProjectId, WriterId } from '#shared/base/ids.ts'
import type { Result } from '#shared/base/result.ts'
import type { BundleFault } from '#shared/sync/bundle/bundle-fault.ts'
import { readArchive, readBundle, type Bundle, type BundleReading } from '#shared/sync/bundle/read-bundle.ts'
import { writeAnswers, type AnswersContent } from '#shared/sync/bundle/write-bundle.ts'
import type { Operation } from '#shared/sync/operation.ts'
import type { ProjectKeys } from '#shared/sync/project-keys.ts'
import { encodePush } from '#shared/sync/push-body.ts'
import { writerIdOf } from '#shared/sync/writer.ts'
import { keyPairOf } from './node-ed25519.ts'

export const TEAM = 'pppppppppppppppp' as ProjectId
export const OTHER_TEAM = 'rrrrrrrrrrrrrrrr' as ProjectId
export const PERSON = 'bbbbbbbbbbbbbbbb' as AnnotatorId
export const CREATED_AT = 1_764_064_800_000

/** Keys of the tests alone; every file of `tests/fixtures/bundles` is sealed to them. */
export const TEAM_KEYS: ProjectKeys = {
  project: TEAM,
  publicKey: bytesToHex(keyPairOf(0).publicKey),
  privateKey: '3ff0000000000000' + '00'.repeat(24),
  recipient: 'age1ljfyaqn865eeesepd8hkuy2xjdnytspp6sdfxyw39adj8h4u5egqsralqm',
  identity: 'AGE-SECRET-KEY-1UWLNQ3JDX9JN72U4J95DWT26YLVP85MRS8MQAA96YHWN7MMW0JYQ9NXTNR',
}

const TEXTS = ['خبر اچھی ہے', 'موسم خوشگوار رہا', 'قیمتیں پھر بڑھ گئیں', 'ٹیم نے میچ جیت لیا']

/** Answers `from` … `from + n − 1` of a writer, always the same. */
export function answers(from: number, n: number): Operation[] {
  return Array.from({ length: n }, (_, index) => {
    const seq = from + index
    return {
      seq,
      lamport: 10 + seq,
      kind: 'answer.set',
      item: `cccccccc:${seq % 6}`,
      question: QUESTION,
      value: [TEXTS[seq % TEXTS.length], seq],
      at: CREATED_AT + seq * 1000,
      taskVersion: 1,
    }
  })
}

export const writerOf = (seed: number): WriterId => writerIdOf(keyPairOf(seed).publicKey)

/** A push of the writer that follows from a number. */
export async function pushOf(seed: number, operations: readonly Operation[], projectId = TEAM): Promise<Uint8Array> {
  const { bytes } = await encodePush({ projectId, writerId: writerOf(seed) }, operations, keyPairOf(seed).sign)
  return bytes
}

export const TO_TEAM: SealTarget = { recipients: [TEAM_KEYS.recipient] }

/** A bundle of answers, by default of two people with two pushes each. */
export async function bundleOf(
  change: Partial<AnswersContent> = {},
  target: SealTarget = TO_TEAM,
): Promise<Uint8Array> {
  const pushes = [
    await pushOf(7, answers(1, 3)),
    await pushOf(7, answers(4, 5)),
    await pushOf(8, answers(1, 2)),
    await pushOf(8, answers(3, 4)),
  ]
  const written = await writeAnswers({ projectId: TEAM, createdAt: CREATED_AT, pushes, ...change }, target)
  if (!written.ok) throw new Error(`Not written: ${written.error.code}`)
  return written.value
}

export const READING: BundleReading = {
  projectId: TEAM,
  projectKey: keyPairOf(0).publicKey,
  verifier: ed25519Verifier(),
}

export const readFile = (file: Uint8Array, change: Partial<BundleReading> = {}): Promise<Result<Bundle, BundleFault>> =>
  readBundle(file, { identity: TEAM_KEYS.identity }, { ...READING, ...change })

/** 'whole', or the code of the refusal. */
export async function codeOf(read: Promise<Result<Bundle, BundleFault>>): Promise<string> {
  const result = await read
  return result.ok ? 'whole' : result.error.code
}

/** The archive inside the seal. */
export async function archiveOf(file: Uint8Array): Promise<Uint8Array> {
  const opened = await unsealWhole(file, { identity: TEAM_KEYS.identity })
  if (!opened.ok) throw new Error(opened.error)
  return opened.value
}

/** Seals any archive to the team: what a hostile program would do, since everyone may know the recipient. */
export const sealed = (archive: Uint8Array): Promise<Uint8Array> => sealWhole(archive, TO_TEAM)

export const archiveCode = (archive: Uint8Array, change: Partial<BundleReading> = {}): Promise<string> =>
  codeOf(readArchive(archive, { ...READING, ...change }))
