import { expect, it } from 'vitest'
import { hubUrlOf, orderedUrls, shortAddress, urlsForOthers } from '#shared/sync/hub-url.ts'

it.each([
  ['192.168.1.20', 'https://192.168.1.20:47300'],
  [' ۱۹۲٫۱۶۸٫۱٫۲۰ ', 'https://192.168.1.20:47300'],
  ['۱۹۲۔۱۶۸۔۱۔۲۰', 'https://192.168.1.20:47300'],
  ['192.168.1.20:8000', 'https://192.168.1.20:8000'],
  ['Ayesha-Laptop.local', 'https://ayesha-laptop.local:47300'],
  ['hub.example.org', 'https://hub.example.org'],
  ['https://192.168.1.20:47300/#/join?i=abc', 'https://192.168.1.20:47300'],
  ['https://192.168.1.20', 'https://192.168.1.20'],
  ['http://127.0.0.1:47300', 'http://127.0.0.1:47300'],
  ['http://192.168.1.20:47300', null],
  ['ftp://192.168.1.20', null],
  ['', null],
  ['a b://', null],
])('reads %j as %j', (typed, url) => {
  expect(hubUrlOf(typed)).toBe(url)
})

it.each([
  ['https://192.168.1.20:47300', '192.168.1.20'],
  ['https://hub.local:47300', 'hub.local'],
  ['https://hub.local:8000', 'hub.local:8000'],
  ['https://hub.example.org', 'hub.example.org'],
  ['https://hub.example.org:8443', 'hub.example.org:8443'],
  ['http://127.0.0.1:8080', 'http://127.0.0.1:8080'],
])('shows %j as %j, from which it comes back', (url, short) => {
  expect([shortAddress(url), hubUrlOf(short)]).toEqual([short, url])
})

it('leaves this machine out of what others are given, unless there is nothing else', () => {
  expect(urlsForOthers(['https://127.0.0.1:47300', 'https://10.0.0.1:47300'])).toEqual(['https://10.0.0.1:47300'])
  expect(urlsForOthers(['http://localhost:47300'])).toEqual(['http://localhost:47300'])
})

it('tries the address that answered first, then those of now, then older ones', () => {
  expect(orderedUrls({ answered: 'b', told: ['c', 'b'], known: ['a', 'b', 'c'] }, 8)).toEqual(['b', 'c', 'a'])
  expect(orderedUrls({ answered: undefined, told: [], known: ['a', 'b'] }, 1)).toEqual(['a'])
})
