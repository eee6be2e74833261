import { useLayoutEffect, useRef, useState } from 'react'

type Calls = Record<string, (...given: never[]) => unknown>

/** The same functions for good, each doing what its newest version does: for memoised parts of a busy screen. */
export function useStableCalls<T extends Calls>(calls: T): T {
  const latest = useRef(calls)
  useLayoutEffect(() => {
    latest.current = calls
  })
  const [stable] = useState(() => {
    const names = Object.keys(calls)
    return Object.fromEntries(names.map((name) => [name, (...given: never[]) => latest.current[name]?.(...given)])) as T
  })
  return stable
}
