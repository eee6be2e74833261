import { readdirSync, readFileSync } from 'node:fs'

/** Private memory of a profile's largest renderer process, from Linux's own accounts; null elsewhere. */
export function rendererPrivateBytes(profileFolder: string): number | null {
  if (process.platform !== 'linux') return null
  const sizes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && isRendererOf(name, profileFolder))
    .map((pid) => anonymousBytes(pid))
  return sizes.length === 0 ? null : Math.max(...sizes)
}

/** A renderer does not name the profile, but its ancestor, the browser, does. */
function isRendererOf(pid: string, profileFolder: string): boolean {
  if (!read(pid, 'cmdline').includes('--type=renderer')) return false
  let parent = parentOf(pid)
  while (parent !== '' && parent !== '0' && parent !== '1') {
    if (read(parent, 'cmdline').includes(profileFolder)) return true
    parent = parentOf(parent)
  }
  return false
}

const parentOf = (pid: string): string => /^PPid:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? ''
const anonymousBytes = (pid: string): number => Number(/^RssAnon:\s+(\d+)/m.exec(read(pid, 'status'))?.[1] ?? 0) * 1024

/** '' for a process that has ended in the meantime. */
function read(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8')
  } catch {
    return ''
  }
}
