import type { FastifyInstance } from 'fastify'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '#hub/app.ts'
import { startHub } from '#hub/start.ts'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'"

let folder: string
let app: FastifyInstance

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-hub-'))
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'outside')
  writeFileSync(join(root, 'index.html'), '<!doctype html><title>نشان</title>')
  writeFileSync(join(root, '.hidden'), 'hidden')
  for (const name of ['main-a1B2c3D4.js', 'style-a1B2c3D4.css', 'font-a1B2c3D4.woff2', 'plain.js']) {
    writeFileSync(join(root, 'assets', name), '/* */')
  }
  app = await buildApp({
    staticDir: root,
    allowedHosts: ['127.0.0.1:47300', 'localhost:47300'],
    version: '1.2.3',
    hub: null,
  })
})

afterAll(async () => {
  await app.close()
  rmSync(folder, { recursive: true, force: true })
})

const get = (url: string, headers: Record<string, string> = {}) =>
  app.inject({ method: 'GET', url, headers: { host: '127.0.0.1:47300', ...headers } })

describe('static files', () => {
  it('serves the page as HTML that is asked for again each time', async () => {
    const reply = await get('/')
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(reply.headers['cache-control']).toBe('no-cache')
    expect(reply.body).toContain('نشان')
  })

  it.each([
    ['/assets/main-a1B2c3D4.js', /^(text|application)\/javascript/],
    ['/assets/style-a1B2c3D4.css', /^text\/css/],
    ['/assets/font-a1B2c3D4.woff2', /^font\/woff2/],
  ])('serves %s with its type, kept for ever', async (url, type) => {
    const reply = await get(url)
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toMatch(type)
    expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  })

  it('asks again for a file whose name has no hash', async () => {
    expect((await get('/assets/plain.js')).headers['cache-control']).toBe('no-cache')
  })

  it('answers 304 to a page that has not changed', async () => {
    const first = await get('/')
    const again = await get('/', { 'if-none-match': String(first.headers.etag) })
    expect(again.statusCode).toBe(304)
    expect(again.headers['content-security-policy']).toBe(POLICY)
  })

  it.each(['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/assets/%2e%2e/%2e%2e/secret.txt', '/.hidden'])(
    'does not serve %s',
    async (url) => {
      const reply = await get(url)
      expect(reply.statusCode).toBeGreaterThanOrEqual(400)
      expect(reply.body).not.toMatch(/outside|hidden/)
    },
  )
})

describe('every response', () => {
  it.each(['/', '/assets/main-a1B2c3D4.js', '/nothing-here', '/v1/hello', '/%zz'])(
    'carries the policy and the other security headers: %s',
    async (url) => {
      const { headers } = await get(url)
      expect(headers['content-security-policy']).toBe(POLICY)
      expect(headers['x-content-type-options']).toBe('nosniff')
      expect(headers['referrer-policy']).toBe('no-referrer')
    },
  )

  it('carries the policy even when the request is not HTTP', async () => {
    const hub = await startHub({ staticDir: join(folder, 'renderer'), port: 24310, version: '1.2.3' })
    try {
      const answer = await new Promise<string>((resolve, reject) => {
        const socket = connect(24310, '127.0.0.1', () => socket.write('what is this\r\n\r\n'))
        let text = ''
        socket.on('data', (part) => (text += part.toString()))
        socket.on('end', () => resolve(text))
        socket.on('error', reject)
      })
      expect(answer).toMatch(/^HTTP\/1\.1 400 /)
      expect(answer).toContain(`content-security-policy: ${POLICY}`)
    } finally {
      await hub.close()
    }
  })

  it('is refused where the Host is not ours', async () => {
    for (const host of ['evil.example', '127.0.0.1:47301', '127.0.0.1', '127.0.0.1:47300.evil.example', '']) {
      const reply = await get('/', { host })
      expect([host, reply.statusCode]).toEqual([host, 421])
      expect(reply.body).not.toContain('نشان')
      expect(reply.headers['content-security-policy']).toBe(POLICY)
    }
    expect((await get('/', { host: 'localhost:47300' })).statusCode).toBe(200)
  })

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'] as const)('is refused for %s', async (method) => {
    const reply = await app.inject({ method, url: '/', headers: { host: '127.0.0.1:47300' } })
    expect(reply.statusCode).toBe(405)
    expect(reply.headers.allow).toBe('GET, HEAD')
    expect(reply.headers['content-security-policy']).toBe(POLICY)
  })

  it('allows HEAD', async () => {
    const reply = await app.inject({ method: 'HEAD', url: '/', headers: { host: '127.0.0.1:47300' } })
    expect([reply.statusCode, reply.body]).toEqual([200, ''])
  })
})

describe('startHub', () => {
  it('says who it is, on loopback only, and never moves to another port', async () => {
    const options = { staticDir: join(folder, 'renderer'), port: 24311, version: '1.2.3' }
    const hub = await startHub(options)
    try {
      expect(hub.addresses().map((one) => (typeof one === 'string' ? one : one.address))).toEqual(['127.0.0.1'])
      const reply = await fetch('http://127.0.0.1:24311/v1/hello')
      expect(await reply.json()).toEqual({ app: 'nishan', version: '1.2.3' })
      await expect(startHub(options)).rejects.toMatchObject({ code: 'EADDRINUSE' })
    } finally {
      await hub.close()
    }
  })

  it('refuses a rebound name on a real socket', async () => {
    const hub = await startHub({ staticDir: join(folder, 'renderer'), port: 24312, version: '1.2.3' })
    try {
      const status = await new Promise((resolve, reject) => {
        const ask = request({ host: '127.0.0.1', port: 24312, headers: { host: 'evil.example:24312' } }, (reply) => {
          reply.resume()
          resolve(reply.statusCode)
        })
        ask.on('error', reject)
        ask.end()
      })
      expect(status).toBe(421)
    } finally {
      await hub.close()
    }
  })
})
