import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { ProjectId, QuestionId, WriterId } from '#shared/base/ids.ts'
import { z } from '#shared/base/schema.ts'
import { eraseValueSchema } from '#shared/domain/erase.ts'
import { EMPTY_DIGEST, extendDigest } from '#shared/sync/digest.ts'
import { emptiedOperation } from '#shared/sync/emptied-operation.ts'
import { addWriterReplySchema, addWriterRequestSchema } from '#shared/sync/messages/add-writer.ts'
import { auditReplySchema } from '#shared/sync/messages/audit.ts'
import { bundleReplySchema, workRequestSchema } from '#shared/sync/messages/bundle-reply.ts'
import { createProjectRequestSchema } from '#shared/sync/messages/create-project.ts'
import { enrolReplySchema, enrolRequestSchema } from '#shared/sync/messages/enrol.ts'
import { errorReplySchema } from '#shared/sync/messages/error-reply.ts'
import { headsReplySchema } from '#shared/sync/messages/heads.ts'
import { helloReplySchema } from '#shared/sync/messages/hello.ts'
import { inviteReplySchema, inviteRequestSchema } from '#shared/sync/messages/invite.ts'
import { invitedReplySchema, invitedRequestSchema } from '#shared/sync/messages/invited.ts'
import { missingBlobsReplySchema } from '#shared/sync/messages/missing-blobs.ts'
import { movedRequestSchema } from '#shared/sync/messages/moved.ts'
import { peopleReplySchema } from '#shared/sync/messages/people.ts'
import { pullEndSchema, pullLineSchema, pullStartSchema } from '#shared/sync/messages/pull-page.ts'
import { pushHeaderSchema } from '#shared/sync/messages/push-header.ts'
import { pushReplySchema } from '#shared/sync/messages/push-reply.ts'
import { quarantineDecisionSchema, quarantineReplySchema } from '#shared/sync/messages/quarantine.ts'
import { renewRequestSchema } from '#shared/sync/messages/renew.ts'
import { revokeRequestSchema } from '#shared/sync/messages/revoke.ts'
import { canonicalJson, OPERATION_KINDS, operationHash, type Operation } from '#shared/sync/operation.ts'
import * as LIMITS from '#shared/sync/protocol-limits.ts'
import { commonVersion, PROTOCOL } from '#shared/sync/protocol-version.ts'
import { encodePush } from '#shared/sync/push-body.ts'
import { sourceFiles } from '#tests/support/source-files.ts'
import { keyPairOf } from '#tests/support/sync/node-ed25519.ts'

const MESSAGES = {
  addWriterReplySchema,
  addWriterRequestSchema,
  auditReplySchema,
  bundleReplySchema,
  createProjectRequestSchema,
  enrolReplySchema,
  enrolRequestSchema,
  eraseValueSchema,
  errorReplySchema,
  headsReplySchema,
  helloReplySchema,
  inviteReplySchema,
  inviteRequestSchema,
  invitedReplySchema,
  invitedRequestSchema,
  missingBlobsReplySchema,
  movedRequestSchema,
  peopleReplySchema,
  pullEndSchema,
  pullLineSchema,
  pullStartSchema,
  pushHeaderSchema,
  pushReplySchema,
  quarantineDecisionSchema,
  quarantineReplySchema,
  renewRequestSchema,
  revokeRequestSchema,
  workRequestSchema,
}

const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex')

/**
 * What each released version of the protocol looks like. A change here that older laptops or hubs cannot read needs a new
 * version: add a line, never change one. One that they can (a new optional field, a new refusal) changes the last line,
 * with a word on it in docs/sync-protocol.md.
 */
const FROZEN: Readonly<Record<number, string>> = {
  1: '206163ee5e93941c14cc326759f76ecb2e1fcaefbeb066ba26691b81ad14ec22',
}

/** A push and its digest, byte for byte: signatures and hashes of years ago must still be right. */
const FROZEN_PUSH = '0392bc310be216f5e36beb5e8d6b3e2341d36012ae93cfba4893bbabf0ea1a65'
const FROZEN_DIGEST = '496c669eeb3f89761840a29f625ba9668c6cb103b3db0c4d1aff4b7c7c102fec'

const OPERATIONS: Operation[] = [
  {
    seq: 7,
    lamport: 9,
    kind: 'answer.set',
    item: 'cccccccc:0',
    question: 'qqqqqqqq' as QuestionId,
    value: ['مثبت'],
    at: 1000,
    taskVersion: 1,
  },
  {
    seq: 8,
    lamport: 10,
    kind: 'item.status',
    item: 'cccccccc:0',
    value: 'done',
    at: 1400,
    activeMs: 350,
    taskVersion: 1,
  },
  { seq: 9, lamport: 20, kind: 'comment.set', item: 'cccccccc:1', key: '', value: 'نوٹ', at: 1400, taskVersion: 2 },
]

describe('the protocol', () => {
  it('has its messages frozen with its version', () => {
    const schemas = Object.fromEntries(
      Object.entries(MESSAGES).map(([name, schema]) => [name, z.toJSONSchema(schema, { unrepresentable: 'any' })]),
    )
    const whole = canonicalJson({ schemas, kinds: OPERATION_KINDS, limits: LIMITS })
    expect(sha256(whole)).toBe(FROZEN[PROTOCOL.max])
  })

  it('has every message in that hash', () => {
    const files = sourceFiles('shared/sync/messages').filter((file) => !file.endsWith('/hex.ts'))
    const names = Object.keys(MESSAGES).join(' ').toLowerCase()
    const missing = files.filter((file) => {
      const message = file.slice(file.lastIndexOf('/') + 1, -'.ts'.length)
      return !names.includes(message.replaceAll('-', '').replace(/page$/, ''))
    })
    expect(missing).toEqual([])
  })

  it('writes a push of these operations with these bytes for ever', async () => {
    const place = { projectId: 'p234567890123456' as ProjectId, writerId: 'w234567890123456' as WriterId }
    const { bytes } = await encodePush(place, OPERATIONS, keyPairOf(1).sign)
    expect(sha256(bytes)).toBe(FROZEN_PUSH)
    expect(extendDigest(EMPTY_DIGEST, OPERATIONS.map(operationHash))).toBe(FROZEN_DIGEST)
  })

  it('keeps the hash of an operation when its item is erased, and nothing of what it said', () => {
    for (const operation of OPERATIONS) {
      const emptied = emptiedOperation(operation)
      expect(operationHash(emptied)).toBe(operationHash(operation))
      expect(operationHash(emptiedOperation(emptied))).toBe(operationHash(operation))
      expect(JSON.stringify(emptied)).not.toMatch(/مثبت|done|نوٹ/)
    }
    // A claim of another hash beside a value is no erasure.
    const claimed = { ...OPERATIONS[0], erased: '0'.repeat(64) } as Operation
    expect(operationHash(claimed)).not.toBe('0'.repeat(64))
  })
})

describe('two sides', () => {
  it.each([
    [{ min: 1, max: 1 }, { min: 1, max: 1 }, 1],
    [{ min: 1, max: 3 }, { min: 2, max: 5 }, 3],
    [{ min: 1, max: 5 }, { min: 2, max: 3 }, 3],
    [{ min: 1, max: 1 }, { min: 2, max: 3 }, null],
    [{ min: 4, max: 5 }, { min: 1, max: 3 }, null],
  ])('with %j and %j speak %s', (one, other, version) => {
    expect(commonVersion(one, other)).toBe(version)
    expect(commonVersion(other, one)).toBe(version)
  })
})
