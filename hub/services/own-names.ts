import { isIP } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'

/** What the system says of itself. */
export type Machine = {
  interfaces: Readonly<NodeJS.Dict<readonly NetworkInterfaceInfo[]>>
  hostname: string
}

/** Networks of virtual machines, containers and tunnels: their addresses lead no other laptop here. */
const VIRTUAL = /^(docker|br-|veth|virbr|vmnet|vboxnet|vethernet|virtualbox|vmware|tun|tap|utun|wg|zt|tailscale)/i

export function isLoopback(name: string): boolean {
  return name === 'localhost' || name === '::1' || name.startsWith('127.')
}

/** Names and addresses of this machine at which a server on `host` answers, those that others reach best first. */
export function namesOf(host: string, { interfaces, hostname }: Machine): string[] {
  if (isLoopback(host)) return ['127.0.0.1', 'localhost']
  if (host !== '0.0.0.0' && host !== '::') return [host, '127.0.0.1', 'localhost']
  const found = Object.entries(interfaces).flatMap(([name, list]) => (list ?? []).map((one) => ({ name, ...one })))
  const addresses = found
    // Addresses that hold on one link only need the name of the link; no invite could carry that.
    .filter(({ address, family }) => !address.startsWith('fe80:') && (host === '::' || family === 'IPv4'))
    .sort((one, other) => rank(one) - rank(other))
    .map(({ address }) => address)
  const bare = hostname.replace(/\.local$/i, '')
  // The name in the local network stays when the address changes; it is found where the system announces it.
  return [
    ...new Set([...addresses.filter((one) => !isLoopback(one)), `${bare}.local`, bare, 'localhost', ...addresses]),
  ]
}

/** Those of {@link namesOf} by which other machines come; none where this machine is in no network. */
export function forOthers(names: readonly string[]): string[] {
  const others = names.filter((name) => !isLoopback(name))
  return others.some((name) => isIP(name) !== 0) ? others : []
}

function rank({ name, address, internal }: { name: string; address: string; internal: boolean }): number {
  if (internal) return 4
  // The address a laptop gives itself where nobody gave it one.
  if (address.startsWith('169.254.')) return 3
  if (VIRTUAL.test(name)) return 2
  return isIP(address) === 4 ? 0 : 1
}

export function urlsOf(scheme: 'http' | 'https', names: readonly string[], port: number): string[] {
  return names.map((name) => `${scheme}://${withPort(name, port)}`)
}

/** A name as the Host header has it: with the port, and behind a proxy without it too. */
export function hostValues(name: string, port: number, behindProxy: boolean): string[] {
  const bare = isIP(name) === 6 ? `[${name}]` : name
  return behindProxy || port === 443 || port === 80 ? [bare, withPort(name, port)] : [withPort(name, port)]
}

function withPort(name: string, port: number): string {
  if (isIP(name) === 6) return `[${name}]:${port}`
  return /:\d+$/.test(name) ? name : `${name}:${port}`
}
