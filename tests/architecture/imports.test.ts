import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packageBin } from '#scripts/tasks/package-bin.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { importsOf, sourceFiles } from '#tests/support/source-files.ts'

type Allowed = { folder: string; own: RegExp; packages: RegExp }

/** What each folder may name. Relative imports are checked to stay inside their folder. */
const RULES: readonly Allowed[] = [
  { folder: 'shared', own: /^#shared\//, packages: /^(zod|papaparse|age-encryption|fflate|@noble\/.+)$/ },
  {
    folder: 'renderer',
    own: /^#(shared|renderer)\//,
    packages: /^(?!node:|electron$|fastify|@fastify\/|vite$|vitest)/,
  },
  { folder: 'electron', own: /^#(shared|electron|hub)\//, packages: /^(node:.+|electron)$/ },
  {
    folder: 'hub',
    own: /^#(shared|hub)\//,
    packages: /^(node:.+|fastify|@fastify\/(static|rate-limit)|pg|@peculiar\/x509|@noble\/.+)$/,
  },
]

describe.each(RULES)('$folder', ({ folder, own, packages }) => {
  it('imports only what its rule names', () => {
    const files = sourceFiles(folder)
    expect(files.length).toBeGreaterThan(0)
    const wrong = files.flatMap((file) =>
      importsOf(file).flatMap((name) => {
        if (name.startsWith('.')) {
          const target = join(dirname(file), name)
          return target.startsWith(`${folder}/`) ? [] : [`${file}: ${name}`]
        }
        return (name.startsWith('#') ? own : packages).test(name) ? [] : [`${file}: ${name}`]
      }),
    )
    expect(wrong).toEqual([])
  })
})

describe('single users', () => {
  const usersOf = (folder: string, pattern: RegExp) =>
    sourceFiles(folder).filter((file) => pattern.test(readFileSync(join(PROJECT_ROOT, file), 'utf8')))

  it('zod comes in through shared/base/schema.ts alone', () => {
    const users = ['shared', 'renderer', 'electron', 'hub', 'scripts'].flatMap((folder) =>
      sourceFiles(folder).filter((file) => importsOf(file).some((name) => name === 'zod' || name.startsWith('zod/'))),
    )
    expect(users).toEqual(['shared/base/schema.ts'])
  })

  it('files are sealed in one place', () => {
    const users = ['shared', 'renderer', 'electron', 'hub', 'scripts'].flatMap((folder) =>
      sourceFiles(folder).filter((file) => importsOf(file).includes('age-encryption')),
    )
    expect(users).toEqual(['shared/backup/sealing.ts'])
  })

  it('archives are packed and unpacked in one folder', () => {
    const users = ['shared', 'renderer', 'electron', 'hub', 'scripts'].flatMap((folder) =>
      sourceFiles(folder).filter((file) => importsOf(file).includes('fflate')),
    )
    expect(users.length).toBeGreaterThan(0)
    expect(users.filter((file) => !file.startsWith('shared/sync/bundle/'))).toEqual([])
  })

  it.each([
    ['pg', 'hub/database/postgres-database.ts'],
    ['@fastify/rate-limit', 'hub/services/rate-limits.ts'],
    ['@peculiar/x509', 'hub/services/certificate.ts'],
  ])('only one file of the hub knows %s', (name, user) => {
    const users = ['shared', 'renderer', 'electron', 'hub', 'scripts'].flatMap((folder) =>
      sourceFiles(folder).filter((file) => importsOf(file).includes(name)),
    )
    expect(users).toEqual([user])
  })

  it('only renderer/data imports Dexie', () => {
    const users = sourceFiles('renderer').filter((file) => importsOf(file).some((name) => name.startsWith('dexie')))
    expect(users.length).toBeGreaterThan(0)
    expect(users.filter((file) => !file.startsWith('renderer/data/'))).toEqual([])
  })

  it('only renderer/platform knows window.api and localStorage', () => {
    const users = usersOf('renderer', /\bwindow\.api\b|\blocalStorage\b|\{ api \} = |NishanApi/)
    expect(users.length).toBeGreaterThan(0)
    expect(users.filter((file) => !file.startsWith('renderer/platform/'))).toEqual([])
  })

  it("only the hub's own process knows the hub, and the main process does not load it", () => {
    const users = sourceFiles('electron').filter((file) => importsOf(file).some((name) => name.startsWith('#hub/')))
    expect(users.toSorted()).toEqual(
      ['hub-entry.ts', 'hub-problem.ts'].map((name) => `electron/main/services/hub-process/${name}`),
    )
    const loading = sourceFiles('electron').filter((file) =>
      importsOf(file).some((name) => /hub-(entry|problem)\.ts$/.test(name)),
    )
    expect(loading).toEqual(['electron/main/services/hub-process/hub-entry.ts'])
  })

  it('only register-handlers imports ipcMain, and only the preload ipcRenderer', () => {
    expect(usersOf('electron', /\bimport [^\n]*\bipcMain\b/)).toEqual(['electron/main/ipc/register-handlers.ts'])
    expect(usersOf('electron', /\bimport [^\n]*\bipcRenderer\b/)).toEqual(['electron/preload/preload.ts'])
  })

  it('only windows.ts opens windows, and it goes through every guard', () => {
    expect(usersOf('electron', /new BrowserWindow\(/)).toEqual(['electron/main/windows.ts'])
    const text = readFileSync(join(PROJECT_ROOT, 'electron/main/windows.ts'), 'utf8')
    for (const guard of ['assertSafeWebPreferences', 'guardNavigation', 'guardWindowOpen', 'guardWebview']) {
      expect(text).toMatch(new RegExp(`^  ${guard}\\(`, 'm'))
    }
  })

  it('the preload is short and loads names only', () => {
    const text = readFileSync(join(PROJECT_ROOT, 'electron/preload/preload.ts'), 'utf8')
    expect(text.split('\n').length).toBeLessThan(60)
    const loaded = [...text.matchAll(/^import (?!type )[^'\n]*'([^']+)'/gm)].map((match) => match[1])
    expect(loaded).toEqual(['electron', '#shared/ipc/channels.ts'])
  })

  it('no main module waits for Electron at its top level: it would wait for ever', () => {
    const text = readFileSync(join(PROJECT_ROOT, 'electron/main/main.ts'), 'utf8')
    expect(text).toContain('app.whenReady()')
    expect(
      text.split('\n').filter((line) => /^(\} ?)?(await|if|else|const|for)\b.*\bawait\b|^await\b/.test(line)),
    ).toEqual([])
  })
})

describe('lint', () => {
  let folder: string

  const VIOLATIONS: readonly [file: string, text: string, rule: string][] = [
    ['shared/base/a.ts', `import { join } from 'node:path'\nexport const a = join('a', 'b')\n`, 'shared/ is pure'],
    ['shared/base/b.ts', `import { useState } from 'react'\nexport const b = useState\n`, 'shared/ is pure'],
    [
      'renderer/ui/c.ts',
      `import { readFileSync } from 'node:fs'\nexport const c = readFileSync\n`,
      'ui/ holds components',
    ],
    [
      'renderer/app/d.ts',
      `import { Dexie } from 'dexie'\nexport const d = Dexie\n`,
      'Only renderer/data imports Dexie',
    ],
    ['renderer/app/e.ts', `export const e = localStorage.length\n`, 'Use the settings port'],
    [
      'renderer/features/x/f.ts',
      `import { y } from '#renderer/features/y/y.ts'\nexport const f = y\n`,
      'never another feature',
    ],
    ['renderer/app/g.ts', `import { app } from 'electron'\nexport const g = app\n`, 'reach the machine through a port'],
    [
      'electron/main/h.ts',
      `import { h as i } from '#renderer/app/g.ts'\nexport const h = i\n`,
      'electron/ never imports renderer',
    ],
    ['hub/i.ts', `import { app } from 'electron'\nexport const i = app\n`, 'hub/ is a plain Node server'],
    ['hub/routes/m.ts', `import { Pool } from 'pg'\nexport const m = Pool\n`, 'SqlDatabase port'],
    ['shared/base/j.ts', `export const j = (value: any) => String(value)\n`, 'no-explicit-any'],
    ['shared/base/NotKebab.ts', `export const k = 1\n`, 'filename-case'],
    ['shared/base/l.ts', `export default 1\n`, 'no-default-export'],
  ]
  let output: { filename: string; code: string; message: string; help?: string }[]

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'nishan-lint-'))
    cpSync(join(PROJECT_ROOT, '.oxlintrc.json'), join(folder, '.oxlintrc.json'))
    cpSync(join(PROJECT_ROOT, 'package.json'), join(folder, 'package.json'))
    symlinkSync(join(PROJECT_ROOT, 'node_modules'), join(folder, 'node_modules'), 'junction')
    for (const [file, text] of VIOLATIONS) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), text)
    }
    const lint = spawnSync(process.execPath, [packageBin('oxlint', 'oxlint'), '--format=json', '.'], {
      cwd: folder,
      encoding: 'utf8',
    })
    output = (JSON.parse(lint.stdout) as { diagnostics: typeof output }).diagnostics
  }, 30_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it.each(VIOLATIONS)('stops %s', (file, _text, rule) => {
    const told = output
      .filter((one) => one.filename === file)
      .map((one) => `${one.code} ${one.help ?? ''} ${one.message}`)
    expect(told.join('\n')).toContain(rule)
  })
})
