import { useLiveQuery } from 'dexie-react-hooks'

/**
 * A live read: runs again when rows it touched change, in any window or worker. Undefined until the
 * first answer. `query` is one of data/queries; `deps` as in useEffect.
 */
export function useQuery<T>(query: () => Promise<T>, deps: unknown[]): T | undefined {
  return useLiveQuery(query, deps)
}
