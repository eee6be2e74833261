import type { Who } from '#renderer/data/commands/change-project.ts'
import { createDataContext } from '#renderer/data/data-context.ts'
import { NishanDatabase } from '#renderer/data/db.ts'
import { searchItems, type ItemFilter, type SearchPart } from '#renderer/data/queries/search-items.ts'
import { opfsBlobStore } from '#renderer/platform/opfs-blob-store.ts'

export type SearchRequest = { id: number; who: Who; filter: ItemFilter }
export type SearchReply = { id: number } & (SearchPart | { done: true } | { failed: string })

const data = createDataContext({ db: new NishanDatabase(), blobs: opfsBlobStore() })
let current = 0

/** A new request ends the one before: only the newest is answered. */
self.addEventListener('message', ({ data: request }: MessageEvent<SearchRequest>) => {
  current = request.id
  void run(request)
})

async function run({ id, who, filter }: SearchRequest): Promise<void> {
  const reply = (message: SearchReply) => self.postMessage(message)
  try {
    for await (const part of searchItems(data, who, filter)) {
      if (current !== id) return
      reply({ id, ...part })
    }
    reply({ id, done: true })
  } catch (error) {
    reply({ id, failed: error instanceof Error ? error.name : 'UnknownError' })
  }
}
