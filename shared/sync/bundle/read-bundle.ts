import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { strFromU8 } from 'fflate'
import { failure, success, type Result } from '../../base/result.ts'
import type { ProjectId, WriterId } from '../../base/ids.ts'
import { unsealWhole, type SealKey } from '../../backup/sealing.ts'
import { parseShallow } from '../operation-lines.ts'
import { PROTOCOL } from '../protocol-version.ts'
import type { SignatureVerifier } from '../signature-port.ts'
import { BundleRefused, type BundleFault } from './bundle-fault.ts'
import { BUNDLE_LIMITS } from './bundle-limits.ts'
import { checkContent } from './check-content.ts'
import {
  BUNDLE_FORMAT,
  formatSchema,
  MANIFEST,
  manifestBytes,
  manifestSchema,
  mayHold,
  type BundleManifest,
} from './manifest.ts'
import { listZip, readZipEntry, type ZipEntry } from './read-zip.ts'
import { unpackBounded } from './unpack-bounded.ts'

/** What the reader knows of the project for which it reads. */
export type BundleReading = {
  /** Null: any, where a person joins by a file. */
  projectId: ProjectId | null
  /** The project's Ed25519 key; null = not known here, then work packages and bundles of everything are refused. */
  projectKey: Uint8Array | null
  verifier: SignatureVerifier
  /** The key of a project that the file itself names, where it is known here. */
  keyOf?: (project: ProjectId) => Promise<Uint8Array | null>
  /** Where the project is not known here: takes its key from the work package itself (`joining`). */
  mayJoin?: boolean
  /** Lets other work go first, between one file of the bundle and the next. */
  turn?: () => Promise<void>
}

export type BundlePush = { name: string; writer: WriterId; from: number; n: number }

/** A bundle in which everything was found whole. Texts are unpacked anew each time, so that one page is held at once. */
export type Bundle = {
  manifest: BundleManifest
  /** By writer and from. */
  pushes: readonly BundlePush[]
  text(name: string): string
  bytes(name: string): Uint8Array
}

/** Reads a `.nishan` file. Nothing comes out of a file that has any fault; its name is never looked at. */
export async function readBundle(
  sealed: Uint8Array,
  key: SealKey,
  reading: BundleReading,
): Promise<Result<Bundle, BundleFault>> {
  if (sealed.length > BUNDLE_LIMITS.fileBytes) return failure({ code: 'too-large' })
  const opened = await unsealWhole(sealed, key)
  if (!opened.ok) return failure({ code: opened.error === 'not-sealed' ? 'not-a-bundle' : opened.error })
  return readArchive(opened.value, reading)
}

/** Reads the archive inside the seal. */
export async function readArchive(archive: Uint8Array, reading: BundleReading): Promise<Result<Bundle, BundleFault>> {
  try {
    const files = new ArchiveFiles(archive)
    const manifest = readManifest(files)
    if (reading.projectId !== null && manifest.project !== reading.projectId) throw new BundleRefused('other-project')
    await checkSignature(manifest, reading)
    files.compareWith(manifest)
    const pushes = await checkContent(manifest, files, reading.turn)
    return success({ manifest, pushes, text: (name) => files.text(name), bytes: (name) => files.bytes(name) })
  } catch (error) {
    if (error instanceof BundleRefused) return failure(error.fault)
    throw error
  }
}

/** The files of an archive by name. */
export class ArchiveFiles {
  readonly #archive: Uint8Array
  readonly #entries: ReadonlyMap<string, ZipEntry>

  constructor(archive: Uint8Array) {
    const { manifestBytes: manifest, packedBytes, blobBytes } = BUNDLE_LIMITS
    const limitOf = (name: string) => {
      if (name === MANIFEST) return manifest
      return name.endsWith('.gz') ? packedBytes : blobBytes
    }
    this.#archive = archive
    this.#entries = listZip(archive, limitOf)
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  bytes(name: string): Uint8Array {
    const entry = this.#entries.get(name)
    if (entry === undefined) throw new BundleRefused('damaged', name)
    return readZipEntry(this.#archive, entry)
  }

  /** Lines of a packed file. */
  text(name: string): string {
    const packed = this.bytes(name)
    let bytes: Uint8Array | null
    try {
      bytes = unpackBounded(packed, 'gzip', BUNDLE_LIMITS.pageBytes)
    } catch {
      throw new BundleRefused('damaged', name)
    }
    if (bytes === null) throw new BundleRefused('too-large', name)
    return utf8(bytes, name)
  }

  /** The manifest names each file once, and the archive holds these and no other. */
  compareWith({ kind, files }: BundleManifest): void {
    const told = new Set([MANIFEST, ...files.map(({ name }) => name)])
    const foreign = [...this.#entries.keys()].find((name) => !told.has(name))
    if (foreign !== undefined) throw new BundleRefused('unknown-file', foreign)
    const wrong = files.find(({ name }) => !mayHold(name, kind))
    if (wrong !== undefined) throw new BundleRefused('unknown-file', wrong.name)
    const missing = files.find(({ name }) => !this.#entries.has(name))
    if (missing !== undefined || told.size !== files.length + 1) throw new BundleRefused('damaged', missing?.name)
  }
}

function readManifest(files: ArchiveFiles): BundleManifest {
  if (!files.has(MANIFEST)) throw new BundleRefused('not-a-bundle')
  const value = parseShallow(utf8(files.bytes(MANIFEST), MANIFEST))
  const format = formatSchema.safeParse(value)
  if (!format.success) throw new BundleRefused('not-a-bundle')
  if (format.data.format > BUNDLE_FORMAT) throw new BundleRefused('newer')
  const manifest = manifestSchema.safeParse(value)
  if (!manifest.success) throw new BundleRefused('damaged', MANIFEST)
  if (manifest.data.protocol > PROTOCOL.max || manifest.data.protocol < PROTOCOL.min) throw new BundleRefused('newer')
  return manifest.data
}

/** Answers carry their writers' signatures; what speaks for the project carries the project's. */
async function checkSignature(manifest: BundleManifest, reading: BundleReading): Promise<void> {
  if (manifest.kind === 'answers') return
  const { verifier } = reading
  const known = reading.projectKey ?? (await reading.keyOf?.(manifest.project)) ?? null
  const projectKey = known ?? (reading.mayJoin === true ? joiningKey(manifest) : null)
  if (projectKey === null) throw new BundleRefused('unknown-key')
  const { signature } = manifest
  const isSigned =
    signature !== undefined && (await verifier.verify(projectKey, manifestBytes(manifest), hexToBytes(signature)))
  if (!isSigned) throw new BundleRefused('bad-signature')
}

function joiningKey({ kind, project, joining }: BundleManifest): Uint8Array | null {
  if (kind !== 'work' || joining === undefined || joining.keys.project !== project) return null
  return hexToBytes(joining.keys.publicKey)
}

/** Text of bytes that are UTF-8 and nothing else: encoding it again must give the same. */
function utf8(bytes: Uint8Array, name: string): string {
  const text = strFromU8(bytes)
  const again = utf8ToBytes(text)
  const isSame = again.length === bytes.length && again.every((byte, at) => byte === bytes[at])
  if (!isSame) throw new BundleRefused('damaged', name)
  return text
}
