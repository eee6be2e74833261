import { builtinModules } from 'node:module'
import { join } from 'node:path'
import { build, type Rolldown } from 'vite'
import { PROJECT_ROOT } from './project-root.ts'

type Entry = { file: string; format: 'es' | 'cjs'; name: string }

const ENTRIES: readonly Entry[] = [
  { file: 'electron/main/main.ts', format: 'es', name: 'main.js' },
  // A sandboxed preload is CommonJS, and `.cjs` says so in a package of type "module".
  // The hub, in a utility process of its own.
  { file: 'electron/main/services/hub-process/hub-entry.ts', format: 'es', name: 'hub-process.js' },
  { file: 'electron/preload/preload.ts', format: 'cjs', name: 'preload.cjs' },
]

const NODE_MODULES = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)]

/** Builds main and preload into `outDir`: one file each, everything bundled but `electron` and Node's own modules. */
export async function buildElectron(outDir: string): Promise<void> {
  for (const entry of ENTRIES) {
    const output: Rolldown.OutputOptions = { format: entry.format, entryFileNames: entry.name, codeSplitting: false }
    await build({
      configFile: false,
      root: PROJECT_ROOT,
      logLevel: 'warn',
      publicDir: false,
      ssr: { noExternal: true },
      build: {
        ssr: true,
        outDir,
        emptyOutDir: false,
        target: 'node24',
        minify: false,
        rolldownOptions: {
          input: join(PROJECT_ROOT, entry.file),
          external: ['electron', ...NODE_MODULES],
          output,
        },
      },
    })
  }
}
