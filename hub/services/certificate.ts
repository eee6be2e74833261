import { createHash, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { join } from 'node:path'

export type HubCertificate = {
  /** PEM. */
  certificate: string
  key: string
  /** SHA-256 (hex) of the public key as SubjectPublicKeyInfo: what an invite carries and a laptop compares. */
  fingerprint: string
}

const KEY_FILE = 'tls-key.pem'
const CERTIFICATE_FILE = 'tls-certificate.pem'
/** Laptops know the key, not the date: a certificate that ran out in the field would only lock people out. */
const YEARS = 20
const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const

/**
 * The hub's own certificate from its data folder, made at the first call (ECDSA P-256: Chromium takes no Ed25519). It stays
 * the same for ever, since every invite names its key; `names` are those it is made for.
 */
export async function hubCertificate(folder: string, names: readonly string[]): Promise<HubCertificate> {
  const [keyPath, certificatePath] = [join(folder, KEY_FILE), join(folder, CERTIFICATE_FILE)]
  if (!existsSync(keyPath) || !existsSync(certificatePath)) {
    const made = await makeCertificate(names)
    await mkdir(folder, { recursive: true })
    // The certificate comes last: without it a torn start begins again, with a key that no invite names yet.
    await writePrivately(keyPath, made.key)
    await writePrivately(certificatePath, made.certificate)
  }
  const certificate = readFileSync(certificatePath, 'utf8')
  return { certificate, key: readFileSync(keyPath, 'utf8'), fingerprint: fingerprintOf(certificate) }
}

/** SHA-256 (hex) of a certificate's public key. */
export function fingerprintOf(certificate: string): string {
  const spki = new X509Certificate(certificate).publicKey.export({ type: 'spki', format: 'der' })
  return createHash('sha256').update(spki).digest('hex')
}

async function makeCertificate(names: readonly string[]): Promise<{ certificate: string; key: string }> {
  lendReflection()
  const x509 = await import('@peculiar/x509')
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify'])
  const now = Date.now()
  const made = await x509.X509CertificateGenerator.createSelfSigned({
    // 63 bits: a serial number is positive, and the first bit says so.
    serialNumber: Buffer.from(
      crypto.getRandomValues(new Uint8Array(8)).map((byte, at) => (at === 0 ? byte & 0x7f : byte)),
    ).toString('hex'),
    name: 'CN=Nishan hub',
    // A day back: laptops' clocks differ.
    notBefore: new Date(now - 24 * 60 * 60 * 1000),
    notAfter: new Date(now + YEARS * 365 * 24 * 60 * 60 * 1000),
    signingAlgorithm: ALGORITHM,
    keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyCertSign, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((name) => ({ type: isIP(name) === 0 ? ('dns' as const) : ('ip' as const), value: name })),
      ),
    ],
  })
  const pkcs8 = await crypto.subtle.exportKey('pkcs8', keys.privateKey)
  return { certificate: `${made.toString('pem')}\n`, key: x509.PemConverter.encode(pkcs8, 'PRIVATE KEY') }
}

async function writePrivately(path: string, text: string): Promise<void> {
  const part = `${path}.part`
  await writeFile(part, text, { mode: 0o600, flush: true })
  await chmod(part, 0o600)
  await rename(part, path)
}

/**
 * The X.509 library keeps a register of its classes through `Reflect` metadata, an old proposal that no engine has. It needs
 * no more of it than a place to write down and look up.
 */
function lendReflection(): void {
  if ('getMetadata' in Reflect) return
  const kept = new WeakMap<object, Map<unknown, unknown>>()
  const of = (target: object) => kept.get(target) ?? kept.set(target, new Map()).get(target)
  const lookUp = (key: unknown, target: object) => of(target)?.get(key)
  Object.assign(Reflect, {
    getMetadata: lookUp,
    getOwnMetadata: lookUp,
    hasOwnMetadata: (key: unknown, target: object) => of(target)?.has(key) ?? false,
    defineMetadata: (key: unknown, value: unknown, target: object) => void of(target)?.set(key, value),
  })
}
