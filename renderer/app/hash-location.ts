import { useSyncExternalStore } from 'react'

/**
 * Places as hash locations whose question part lies in the hash too (`#/new?file`). The library's own hook
 * keeps it in the page's address, where it would outlive the place it was meant for.
 */
function subscribe(listener: () => void): () => void {
  addEventListener('hashchange', listener)
  addEventListener('popstate', listener)
  return () => {
    removeEventListener('hashchange', listener)
    removeEventListener('popstate', listener)
  }
}

const place = () => `/${location.hash.replace(/^#?\/?/, '')}`
const pathOf = () => place().split('?')[0] ?? '/'
const searchOf = () => place().split('?')[1] ?? ''

type Options = { replace?: boolean; state?: unknown }

function navigate(to: string, { replace = false, state = null }: Options = {}): void {
  const oldURL = location.href
  const newURL = new URL(`#/${to.replace(/^#?\/?/, '')}`, oldURL).href
  history[replace ? 'replaceState' : 'pushState'](state, '', newURL)
  dispatchEvent(new HashChangeEvent('hashchange', { oldURL, newURL }))
}

export function useHashPlace(): [string, typeof navigate] {
  return [useSyncExternalStore(subscribe, pathOf), navigate]
}
useHashPlace.hrefs = (href: string) => `#${href}`

export function useHashSearch(): string {
  return useSyncExternalStore(subscribe, searchOf)
}

/** Closes what the question part of a place had opened; nothing where someone has gone on to another place meanwhile. */
export function dropSearch(path: string, search: string): void {
  if (pathOf() === path && searchOf() === search) navigate(path, { replace: true })
}
