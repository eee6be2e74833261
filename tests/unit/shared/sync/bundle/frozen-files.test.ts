import { hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { ed25519Verifier } from '#hub/services/ed25519-verifier.ts'
import type { ProjectId } from '#shared/base/ids.ts'
import { parseRows } from '#shared/sync/bundle/check-content.ts'
import { readBundle, type Bundle } from '#shared/sync/bundle/read-bundle.ts'
import type { SealKey } from '#shared/backup/sealing.ts'
import { decodePullPage } from '#shared/sync/pull-body.ts'
import { decodePush } from '#shared/sync/push-body.ts'
import { readReceipt } from '#shared/sync/receipt.ts'

const fixture = (name: string) => readFileSync(join(PROJECT_ROOT, 'tests/fixtures/bundles', name))

/* Keys of these files alone; written here, so that no change elsewhere reaches them. */
const IDENTITY = 'AGE-SECRET-KEY-1UWLNQ3JDX9JN72U4J95DWT26YLVP85MRS8MQAA96YHWN7MMW0JYQ9NXTNR'
const PROJECT = {
  projectId: 'pppppppppppppppp' as ProjectId,
  projectKey: hexToBytes('0d96741a55f7800ec49ea85f73a216fd84e2e37cd0c4366b165d1cdc11663373'),
  verifier: ed25519Verifier(),
}

/** The project of the bundle of everything. */
const MOVED = { ...PROJECT, projectId: 'p0000000000004s8' as ProjectId }

async function opened(name: string, key: SealKey = { identity: IDENTITY }, project = PROJECT): Promise<Bundle> {
  const read = await readBundle(fixture(name), key, project)
  if (!read.ok) throw new Error(read.error.code)
  return read.value
}

/** Written by the first release of the format, and never again: they must open for ever. */
describe('a bundle of format 1', () => {
  it('of answers opens, with the operations as they were signed', async () => {
    const { manifest, pushes, text } = await opened('format-1-answers.nishan')
    expect(manifest).toMatchObject({
      kind: 'answers',
      created: 1_764_064_800_000,
      enrolment: { secret: 'abcdefgh12345678', device: 'گاؤں کا لیپ ٹاپ' },
    })
    const read = pushes.map(({ name }) => decodePush(text(name)))
    const operations = read.flatMap((push) => (push.ok ? push.value.operations : []))
    expect(pushes.map(({ from, n }) => [from, n])).toEqual([
      [1, 3],
      [4, 5],
      [1, 2],
      [3, 4],
    ])
    expect(operations).toHaveLength(14)
    expect(operations[0]).toEqual({
      seq: 1,
      lamport: 11,
      kind: 'answer.set',
      item: 'cccccccc:1',
      question: 'qqqqqqqq',
      value: ['موسم خوشگوار رہا', 1],
      at: 1_764_064_801_000,
      taskVersion: 1,
    })
  })

  it('of answers with a passphrase opens', async () => {
    const { pushes } = await opened('format-1-passphrase.nishan', { passphrase: 'چار آسان اردو لفظ' })
    expect(pushes).toHaveLength(4)
  })

  it('of work opens', async () => {
    const { manifest, text, bytes } = await opened('format-1-work.nishan', { passphrase: 'چار آسان اردو لفظ' })
    expect(manifest).toMatchObject({ kind: 'work', person: 'bbbbbbbbbbbbbbbb' })
    expect(decodePullPage(text('pull-000001.ndjson.gz'))?.lines.map(({ op }) => op.seq)).toEqual([1, 2, 3])
    const blob = manifest.files.find(({ name }) => name.startsWith('blob-'))?.name ?? ''
    expect(bytes(blob)).toEqual(utf8ToBytes('خبر اچھی ہے'))
  })

  it('of everything opens', async () => {
    const { manifest, text } = await opened('format-1-everything.nishan', { identity: IDENTITY }, MOVED)
    const rows = manifest.files.flatMap(({ name }) => {
      const page = name.startsWith('rows-') ? parseRows(name, text(name)) : null
      return page === null ? [] : [[page.table, page.rows.length]]
    })
    expect(manifest).toMatchObject({ kind: 'everything', rev: 20, lamport: 7 })
    expect(rows).toEqual([
      ['members', 3],
      ['invites', 2],
      ['enrolments', 3],
      ['writers', 3],
      ['chunks', 1],
      ['task_versions', 1],
      ['operations', 21],
      ['audit', 6],
    ])
  })

  it('is answered by a receipt that is read', async () => {
    const { projectId, projectKey: publicKey, verifier } = PROJECT
    const receipt = await readReceipt(fixture('receipt-1.json').toString(), { projectId, publicKey, verifier })
    expect(receipt).toMatchObject({ ok: true, value: { person: 'bbbbbbbbbbbbbbbb', writers: [{ upTo: 8 }] } })
  })
})
