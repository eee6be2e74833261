import type { UnsealFault } from '../../backup/sealing.ts'

/**
 * Why a bundle is refused, whole (docs/bundles.md). `entry`: the file inside it where the fault was found.
 *
 * `not-a-bundle` another kind of file · `damaged` cut, changed or put together by another program in a way we do not take ·
 * `newer` of a later version of the app · `too-large` past a limit · `unknown-file` holds what a bundle has not ·
 * `other-project` of another team · `bad-signature` not signed by the project's key · `unknown-key` the project's key is
 * not known here · and those of the seal.
 */
export type BundleFaultCode =
  | Exclude<UnsealFault, 'not-sealed'>
  | 'not-a-bundle'
  | 'newer'
  | 'unknown-file'
  | 'other-project'
  | 'bad-signature'
  | 'unknown-key'

export type BundleFault = { code: BundleFaultCode; entry?: string }

/** Thrown inside the reader, so that nothing of a refused file leaves it. */
export class BundleRefused extends Error {
  readonly fault: BundleFault

  constructor(code: BundleFaultCode, entry?: string) {
    super(code)
    this.name = 'BundleRefused'
    this.fault = entry === undefined ? { code } : { code, entry }
  }
}
