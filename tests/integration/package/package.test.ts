import { listPackage } from '@electron/asar'
import { build, Platform, type Configuration } from 'electron-builder'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildElectron } from '#scripts/tasks/build-electron.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'

/** Marks the place of the fuses in Electron's program; the states of the fuses follow it. */
const FUSE_SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const FUSES = [
  'runAsNode',
  'cookieEncryption',
  'nodeOptions',
  'nodeInspect',
  'asarIntegrity',
  'onlyAsar',
  'browserV8Snapshot',
  'fileProtocolPrivileges',
  'wasmTrapHandlers',
]

let folder: string
let resources: string
let program: string

function write(path: string, content: string | Buffer = 'x'): void {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, content)
}

/** As much of Electron as the packer looks at: a program with fuses, all of them as Electron ships them. */
function stubElectron(): void {
  const fuses = Buffer.from([1, FUSES.length, ...Buffer.from('101100010')])
  write('electron-stub/electron', Buffer.concat([Buffer.from(`program${FUSE_SENTINEL}`), fuses, Buffer.from('end')]))
  chmodSync(join(folder, 'electron-stub/electron'), 0o755)
  for (const name of ['version', 'LICENSE', 'LICENSES.chromium.html', 'locales/en-US.pak', 'resources/keep']) {
    write(`electron-stub/${name}`)
  }
}

type AppBuilderConfig = {
  getConfig: (projectDir: string, configPath: string | null, options: null) => Promise<Configuration>
  validateConfiguration: (config: Configuration, logger: { isEnabled: boolean; add: () => void }) => Promise<void>
}

const fromBuilder = createRequire(createRequire(join(PROJECT_ROOT, 'package.json')).resolve('electron-builder'))
const builderConfig = fromBuilder('app-builder-lib/out/util/config/config') as AppBuilderConfig

const readConfig = () => builderConfig.getConfig(PROJECT_ROOT, join(PROJECT_ROOT, 'electron-builder.yml'), null)

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nishan-package-'))
  const packageJson = JSON.parse(readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8')) as Record<string, unknown>
  write('package.json', JSON.stringify(packageJson))
  cpSync(join(PROJECT_ROOT, 'electron-builder.yml'), join(folder, 'electron-builder.yml'))
  cpSync(join(PROJECT_ROOT, 'assets/icons'), join(folder, 'assets/icons'), { recursive: true })
  await buildElectron(join(folder, 'dist/electron'))
  for (const file of ['index.html', 'assets/main-a1B2c3D4.js', 'assets/nastaliq-a1B2c3D4.woff2', 'samples/bank.csv']) {
    write(`dist/renderer/${file}`)
  }
  // What lies around in a working copy.
  for (const file of ['renderer/main.tsx', 'tests/a.test.ts', 'node_modules/dexie/index.js', 'README.md', '.env'])
    write(file)
  stubElectron()
  await build({
    targets: Platform.LINUX.createTarget('dir'),
    projectDir: folder,
    config: { ...(await readConfig()), electronDist: join(folder, 'electron-stub'), electronVersion: '45.4.1' },
  })
  resources = join(folder, 'out/linux-unpacked/resources')
  program = join(folder, 'out/linux-unpacked/nishan')
}, 60_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the package', () => {
  it("has a configuration that electron-builder's own schema accepts", async () => {
    const logger = { isEnabled: false, add: () => undefined }
    const config = await readConfig()
    await expect(builderConfig.validateConfiguration(config, logger)).resolves.toBeUndefined()
    const wrong = { ...config, nsis: { perMachines: true } } as Configuration
    await expect(builderConfig.validateConfiguration(wrong, logger)).rejects.toThrow(/configuration\.nsis/)
  })

  it('holds the built files and package.json, and nothing else', () => {
    const files = listPackage(join(resources, 'app.asar'), { isPack: false }).map((file) => file.replaceAll('\\', '/'))
    const folders = ['/dist', '/dist/electron', '/dist/renderer', '/dist/renderer/assets', '/dist/renderer/samples']
    expect(files.filter((file) => !folders.includes(file)).sort()).toEqual([
      '/dist/electron/hub-process.js',
      '/dist/electron/main.js',
      '/dist/electron/preload.cjs',
      '/dist/renderer/assets/main-a1B2c3D4.js',
      '/dist/renderer/assets/nastaliq-a1B2c3D4.woff2',
      '/dist/renderer/index.html',
      '/dist/renderer/samples/bank.csv',
      '/package.json',
    ])
  })

  it('needs no module at run time but electron and Node', () => {
    const main = readFileSync(join(folder, 'dist/electron/main.js'), 'utf8')
    const imports = [...main.matchAll(/^import .* from "([^"]+)"/gm)].map((match) => match[1])
    expect(imports).toContain('electron')
    expect(imports.filter((name) => name !== 'electron' && !name?.startsWith('node:'))).toEqual([])
    const preload = readFileSync(join(folder, 'dist/electron/preload.cjs'), 'utf8')
    expect([...preload.matchAll(/require\("([^"]+)"\)/g)].map((match) => match[1])).toEqual(['electron'])
    expect(preload).not.toMatch(/zod/i)
  })

  it('has its fuses set', () => {
    const bytes = readFileSync(program)
    const at = bytes.indexOf(FUSE_SENTINEL) + FUSE_SENTINEL.length + 2
    const states = FUSES.map((name, index) => [name, bytes[at + index] === '1'.charCodeAt(0)])
    expect(Object.fromEntries(states)).toMatchObject({
      runAsNode: false,
      cookieEncryption: true,
      nodeOptions: false,
      nodeInspect: false,
      asarIntegrity: true,
      onlyAsar: true,
      fileProtocolPrivileges: false,
    })
  })

  it('asks for no administrator and is made for each system', async () => {
    const config = await readConfig()
    expect(config.win).toMatchObject({ target: ['nsis', 'portable'], requestedExecutionLevel: 'asInvoker' })
    expect(config.nsis).toMatchObject({ perMachine: false, allowElevation: false, deleteAppDataOnUninstall: false })
    expect(config.portable).toMatchObject({ requestExecutionLevel: 'user' })
    expect(config.linux).toMatchObject({ target: ['AppImage', 'deb'] })
    expect(config.mac).toMatchObject({ target: 'dmg' })
  })
})
