import type { CallErrorCode } from '#shared/ipc/contract.ts'

const CODES: Readonly<Record<string, CallErrorCode>> = {
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full',
  EBUSY: 'file-in-use',
  ETXTBSY: 'file-in-use',
  EACCES: 'file-denied',
  EPERM: 'file-denied',
  EROFS: 'file-denied',
  ENOENT: 'file-gone',
  ENOTDIR: 'file-gone',
  EIO: 'file-gone',
  ENXIO: 'file-gone',
  ENODEV: 'file-gone',
}

/** Our code for a failed file operation. */
export function fileErrorCode(error: unknown, platform: NodeJS.Platform): CallErrorCode {
  if (!(error instanceof Error)) return 'platform-failed'
  const { code = '', syscall } = error as NodeJS.ErrnoException
  // Windows refuses to replace a file that another program (Excel) holds open with "not permitted".
  if (platform === 'win32' && syscall === 'rename' && (code === 'EPERM' || code === 'EACCES')) return 'file-in-use'
  return CODES[code] ?? 'platform-failed'
}
