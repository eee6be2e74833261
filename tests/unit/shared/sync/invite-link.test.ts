import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { inviteToHash, readInvite, type Invite } from '#shared/sync/invite-link.ts'

const invite: Invite = {
  v: 1,
  urls: ['https://192.168.1.20:47310', 'http://127.0.0.1:47300'],
  hub: 'k7xq2m9p',
  fingerprint: 'ab'.repeat(32),
  project: 'p000000000000001' as Invite['project'],
  projectName: 'خبریں',
  annotatorId: 'b000000000000001' as Invite['annotatorId'],
  name: 'بلال',
  colour: 3,
  role: 'annotator',
  secret: 'abcdefgh12345678',
}

describe('an invite', () => {
  it('comes back from a link, with whatever stands before it', () => {
    expect(readInvite(`https://hub.example/#/${inviteToHash(invite)}`)).toEqual(invite)
    expect(readInvite(inviteToHash(invite))).toEqual(invite)
  })

  it('comes back from a file', () => {
    expect(readInvite(`\n${JSON.stringify(invite, null, 2)}\n`)).toEqual(invite)
  })

  it('survives a chat that breaks its line', () => {
    const link = inviteToHash(invite)
    expect(readInvite(`${link.slice(0, 90)}\n ${link.slice(90)}`)).toEqual(invite)
  })

  it('survives every name', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 80, unit: 'grapheme' }), (name) => {
        if (name.length > 80) return
        const named = { ...invite, name: name.toWellFormed() }
        expect(readInvite(inviteToHash(named))).toEqual(named)
      }),
    )
  })

  it('is nothing else', () => {
    for (const text of ['', 'join?i=', 'join?i=AAAA', 'سلام', '{}', '{"v":1}', `${inviteToHash(invite)}x!`]) {
      expect(readInvite(text)).toBeNull()
    }
    expect(readInvite(JSON.stringify({ ...invite, urls: ['javascript:alert(1)'] }))).toBeNull()
    expect(readInvite(JSON.stringify({ ...invite, project: '../../x' }))).toBeNull()
  })
})
