import type { NetworkInterfaceInfo } from 'node:os'
import { expect, it } from 'vitest'
import { forOthers, hostValues, namesOf, urlsOf } from '#hub/services/own-names.ts'

const at = (address: string, internal = false): NetworkInterfaceInfo[] => [
  address.includes(':')
    ? { address, internal, family: 'IPv6', netmask: '', mac: '', cidr: null, scopeid: 0 }
    : { address, internal, family: 'IPv4', netmask: '', mac: '', cidr: null },
]

const LAPTOP = {
  hostname: 'Ayesha-Laptop',
  interfaces: {
    lo: at('127.0.0.1', true),
    docker0: at('172.17.0.1'),
    'vEthernet (WSL)': at('172.28.16.1'),
    usb0: at('169.254.3.4'),
    wlan0: [...at('192.168.1.20'), ...at('fe80::1'), ...at('2001:db8::5')],
  },
}

it('puts the address of the office first, those of virtual machines and of no network last', () => {
  expect(namesOf('0.0.0.0', LAPTOP)).toEqual([
    '192.168.1.20',
    '172.17.0.1',
    '172.28.16.1',
    '169.254.3.4',
    'Ayesha-Laptop.local',
    'Ayesha-Laptop',
    'localhost',
    '127.0.0.1',
  ])
  expect(forOthers(namesOf('0.0.0.0', LAPTOP))).toEqual(namesOf('0.0.0.0', LAPTOP).slice(0, 6))
  expect(namesOf('::', LAPTOP).slice(0, 2)).toEqual(['192.168.1.20', '2001:db8::5'])
})

it('keeps to this machine where it listens there only, and says ".local" once', () => {
  expect(namesOf('127.0.0.1', LAPTOP)).toEqual(['127.0.0.1', 'localhost'])
  expect(namesOf('192.168.1.20', LAPTOP)).toEqual(['192.168.1.20', '127.0.0.1', 'localhost'])
  expect(namesOf('0.0.0.0', { interfaces: {}, hostname: 'Mac.local' })).toEqual(['Mac.local', 'Mac', 'localhost'])
  expect(forOthers(namesOf('0.0.0.0', { interfaces: { lo: at('127.0.0.1', true) }, hostname: 'x' }))).toEqual([])
})

it('writes addresses and the hosts that belong to them', () => {
  expect(urlsOf('https', ['10.0.0.1', '2001:db8::5', 'hub:81'], 47_300)).toEqual([
    'https://10.0.0.1:47300',
    'https://[2001:db8::5]:47300',
    'https://hub:81',
  ])
  expect(hostValues('10.0.0.1', 47_300, false)).toEqual(['10.0.0.1:47300'])
  expect(hostValues('hub', 47_300, true)).toEqual(['hub', 'hub:47300'])
})
