import type { Who } from '#renderer/data/commands/change-project.ts'
import type { FoundItem, ItemFilter } from '#renderer/data/queries/search-items.ts'
import type { SearchReply, SearchRequest } from './search-worker.ts'

export type SearchProgress = {
  found: FoundItem[]
  scanned: number
  total: number
  done: boolean
  failed: string | null
}

/** Searches in a worker of its own; results arrive part by part. Close it when the screen goes. */
export class ItemSearch {
  readonly #worker = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module' })
  #id = 0
  #listening = new AbortController()

  /** Starts a search and ends the one before it. */
  start(who: Who, filter: ItemFilter, onProgress: (progress: SearchProgress) => void): void {
    this.#id += 1
    const id = this.#id
    const found: FoundItem[] = []
    let place = { scanned: 0, total: 0 }
    const listen = ({ data }: MessageEvent<SearchReply>) => {
      if (data.id !== id) return
      if ('found' in data) {
        found.push(...data.found)
        place = { scanned: data.scanned, total: data.total }
      }
      onProgress({ found: [...found], ...place, done: 'done' in data, failed: 'failed' in data ? data.failed : null })
    }
    this.#listening.abort()
    this.#listening = new AbortController()
    this.#worker.addEventListener('message', listen, { signal: this.#listening.signal })
    this.#worker.postMessage({ id, who, filter } satisfies SearchRequest)
  }

  close(): void {
    this.#listening.abort()
    this.#worker.terminate()
  }
}
