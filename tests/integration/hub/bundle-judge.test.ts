import { expect, it } from 'vitest'
import type { AnnotatorId } from '#shared/base/ids.ts'
import type { Role } from '#shared/domain/project.ts'
import { judgeBundle } from '#shared/sync/bundle/judge-bundle.ts'
import { readBundle } from '#shared/sync/bundle/read-bundle.ts'
import { growingFacts } from '#shared/sync/growing-facts.ts'
import { operationHash, type OperationDraft } from '#shared/sync/operation.ts'
import { FileWorld } from '#tests/support/sync/hub-files.ts'
import { BILAL } from '#tests/support/sync/sync-world.ts'

const ODD: readonly Partial<Record<keyof OperationDraft, unknown>>[] = [
  { kind: 'gold.set' },
  { item: 'cccccccc:99' },
  { item: 'nowhere1:0' },
  { question: 'unknown1' },
  { taskVersion: 9 },
  { kind: 'item.status', value: 'what' },
  { kind: 'new.kind' },
  { kind: 'member.set', item: '', key: BILAL, value: { role: 'lead' } },
  { kind: 'comment.set', value: 'میری رائے', key: '' },
]

it('a lead’s laptop with no hub judges a file as the hub does', async () => {
  const files = await FileWorld.open(40)
  try {
    const { laptops } = files.world
    for (const laptop of laptops.slice(1)) {
      await files.world.label(laptop)
      for (const odd of ODD) {
        const sound = { kind: 'answer.set', item: 'cccccccc:1', question: 'qqqqqqqq', value: [], at: 1, taskVersion: 1 }
        await laptop.store.record({ ...sound, ...odd } as OperationDraft)
      }
      await files.world.label(laptop)
    }
    const file = await files.file(laptops)
    const people = await files.rows(
      `select w.writer_id, w.annotator_id, w.public_key, m.role from writers w
       join members m on m.project_id = w.project_id and m.annotator_id = w.annotator_id where w.project_id = ?`,
    )
    const read = await readBundle(file, { identity: files.keys.identity }, files.reading())
    if (!read.ok) throw new Error(read.error.code)
    const held = files.lead.store
    const facts = growingFacts({ lamport: 0, taskVersion: 0, questions: [], chunks: [] })
    for (const { op } of await held.all()) facts.learn(op)
    const own = (await held.writers())[0]!
    const found: [string, string | null][] = []
    const judged = judgeBundle(read.value, {
      facts,
      verifier: files.reading().verifier,
      async bindingOf(writer) {
        const row = people.find((one) => one['writer_id'] === writer)
        if (row === undefined) return null
        return {
          annotatorId: row['annotator_id'] as AnnotatorId,
          publicKey: new Uint8Array(row['public_key'] as Uint8Array),
          role: row['role'] as Role,
        }
      },
      upTo: async (writer) => (writer === own.id ? own.upTo : 0),
      knownHashes: async (writer, from, to) =>
        (await held.operationsAfter(writer, from - 1, to - from + 1)).map(operationHash),
    })
    for await (const push of judged) {
      if (push.outcome !== 'sound') throw new Error(push.outcome)
      for (const { operation, why } of push.operations) found.push([`${push.writer}/${operation.seq}`, why])
    }
    await files.take(file)
    const rows = await files.rows(
      `select writer_id, seq, quarantine from operations where project_id = ? and author_id <> '${files.lead.person}'`,
    )
    const atHub = rows.map((row) => [`${String(row['writer_id'])}/${String(row['seq'])}`, row['quarantine']] as const)
    expect(new Map(found)).toEqual(new Map(atHub))
    expect(found).toHaveLength(atHub.length)
    expect(new Set(found.map(([, why]) => why))).toEqual(
      new Set([
        null,
        'role',
        'unknown-item',
        'unknown-question',
        'unknown-task-version',
        'invalid-value',
        'unknown-kind',
      ]),
    )
  } finally {
    await files.close()
  }
})
