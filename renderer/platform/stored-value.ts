/** Reading the property itself throws where the browser blocks storage. */
function storageOf(target: Window): Storage | null {
  try {
    return target.localStorage
  } catch {
    return null
  }
}

export type StoredValue<Value> = {
  current(): Value
  update(change: Partial<Value>): void
  /** Called after every change, of this tab and of others. Returns the function that stops listening. */
  subscribe(listener: () => void): () => void
}

/** A small object in localStorage, the same in every tab. Where storage is blocked it holds for this sitting. */
export function storedValue<Value extends object>(
  target: Window,
  key: string,
  parse: (stored: object) => Value,
): StoredValue<Value> {
  const storage = storageOf(target)
  let value = read(storage, key, parse)
  const listeners = new Set<() => void>()
  const tell = () => {
    for (const listener of listeners) listener()
  }
  target.addEventListener('storage', (event) => {
    // The key is null when everything was cleared.
    if (event.key !== key && event.key !== null) return
    value = read(storage, key, parse)
    tell()
  })
  return {
    current: () => value,
    update(change) {
      value = { ...value, ...change }
      try {
        storage?.setItem(key, JSON.stringify(value))
      } catch {
        // Full or blocked: kept for this sitting.
      }
      tell()
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function read<Value>(storage: Storage | null, key: string, parse: (stored: object) => Value): Value {
  try {
    const stored: unknown = JSON.parse(storage?.getItem(key) ?? '{}')
    return parse(typeof stored === 'object' && stored !== null ? stored : {})
  } catch {
    return parse({})
  }
}
