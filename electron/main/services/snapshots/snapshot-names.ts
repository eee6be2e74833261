const ENDING = '.nishanbackup'
const PART = '.part'
const OURS = /^nishan-\d{4}-\d{2}-\d{2}-\d{4}(-\d{1,3})?\.nishanbackup$/

/** `nishan-2026-11-25-0910.nishanbackup`: this laptop's time; a second one in the same minute gets a number. */
export function snapshotName(at: number, copy = 1): string {
  const date = new Date(at)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
  return `nishan-${day}-${two(date.getHours())}${two(date.getMinutes())}${copy > 1 ? `-${copy}` : ''}${ENDING}`
}

export function partOf(name: string): string {
  return name + PART
}

/** A name as we give them. */
export function isSnapshotName(name: string): boolean {
  return OURS.test(name)
}

/** A half-written file of an earlier run. */
export function isPartName(name: string): boolean {
  return name.endsWith(PART) && OURS.test(name.slice(0, -PART.length))
}

/** Any backup file, also one that was renamed or made elsewhere. */
export function isBackupName(name: string): boolean {
  return name.endsWith(ENDING) && !/[/\\]/.test(name) && !name.startsWith('.')
}
