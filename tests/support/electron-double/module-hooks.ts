import { registerHooks } from 'node:module'

const SCHEME = 'electron-double:'
const QUERY = 'electron-double'

const loaded = new Map<string, Record<string, unknown>>()
const shared = globalThis as unknown as Record<string, typeof loaded>
shared['nishanElectronDouble'] = loaded

let registered = false

/** From now on `import … from 'electron'` inside the module at `url?electron-double=<id>` gives these members. */
export function provideElectron(id: string, members: Record<string, unknown>): void {
  loaded.set(id, members)
  if (registered) return
  registered = true
  registerHooks({
    resolve(specifier, context, next) {
      const id = context.parentURL === undefined ? null : new URL(context.parentURL).searchParams.get(QUERY)
      return specifier === 'electron' && id !== null
        ? { url: SCHEME + id, shortCircuit: true }
        : next(specifier, context)
    },
    load(url, context, next) {
      if (!url.startsWith(SCHEME)) return next(url, context)
      const id = url.slice(SCHEME.length)
      const names = Object.keys(loaded.get(id) ?? {})
      const lines = names.map((name) => `export const ${name} = members[${JSON.stringify(name)}]`)
      const source = `const members = globalThis.nishanElectronDouble.get(${JSON.stringify(id)})\n${lines.join('\n')}`
      return { format: 'module', source, shortCircuit: true }
    },
  })
}

/** The address under which a main module sees the members given for `id`. */
export function doubledUrl(fileUrl: URL, id: string): string {
  const url = new URL(fileUrl)
  url.searchParams.set(QUERY, id)
  return url.href
}
