import { Dexie, type Table } from 'dexie'
import { itemId, makeLongId, makeShortId, type ChunkId, type ImportId, type ProjectId } from '#shared/base/ids.ts'
import { MAX_CHUNK_ITEMS } from '#shared/domain/chunk.ts'
import { CsvParser } from '#shared/formats/csv-parser.ts'
import { RowReader, toBlobItem } from '#shared/formats/row-to-item.ts'
import { sentiment } from '#shared/templates/sentiment.ts'
import { TEXT_FIELD } from '#shared/templates/project-template.ts'
import { version1 } from '#renderer/data/versions/001-first.ts'
import type { ItemRow } from '#renderer/data/rows.ts'
import { urduCsv } from '../urdu-csv.ts'
import type { PlainReply, PlainRequest } from './plain-protocol.ts'

const randomBytes = (length: number) => crypto.getRandomValues(new Uint8Array(length))

/** The rows that the app's import stores for the same file, made by the same code. */
function itemRows(rows: number): ItemRow[] {
  const target = { fields: [{ ...TEXT_FIELD, language: 'ur' }], questions: sentiment.questions }
  const parser = new CsvParser({ delimiter: ',', quote: '"', header: true })
  const reader = new RowReader(
    [
      { column: 'id', use: { kind: 'id' } },
      { column: 'text', use: { kind: 'text', field: TEXT_FIELD.id } },
      { column: 'city', use: { kind: 'meta', name: 'city' } },
    ],
    target,
  )
  const projectId = makeLongId<ProjectId>(randomBytes)
  const importId = makeShortId<ImportId>(randomBytes)
  const items: ItemRow[] = []
  let chunk = makeShortId<ChunkId>(randomBytes)
  for (const part of urduCsv(rows)) {
    for (const source of parser.push(part).rows) {
      const outcome = reader.read(source)
      if (!outcome.ok) throw new Error('A generated row was refused')
      const order = items.length
      if (order % MAX_CHUNK_ITEMS === 0) chunk = makeShortId<ChunkId>(randomBytes)
      const { suggestions: _none, ...line } = toBlobItem(outcome.row, [])
      items.push({ ...line, id: itemId(chunk, order % MAX_CHUNK_ITEMS), projectId, importId, order })
    }
  }
  return items
}

/** Dexie alone: one table with the keys and indexes of the app's items, and `bulkAdd`. */
async function addPlainly({ rows, rowsInCall, durability }: PlainRequest): Promise<PlainReply> {
  // All rows are in memory before the clock starts.
  const items = itemRows(rows)
  const plain = new Dexie('plain', { chromeTransactionDurability: durability })
  plain.version(1).stores({ items: version1.items })
  await plain.open()
  const table: Table<ItemRow, string> = plain.table('items')
  const started = performance.now()
  for (let from = 0; from < items.length; from += rowsInCall) await table.bulkAdd(items.slice(from, from + rowsInCall))
  const ms = performance.now() - started
  plain.close()
  return { rows: items.length, ms }
}

globalThis.addEventListener('message', (event: MessageEvent<PlainRequest>) => {
  void addPlainly(event.data).then((reply) => globalThis.postMessage(reply))
})
