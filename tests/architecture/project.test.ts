import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { flattenTexts } from '#scripts/tasks/locale-problems.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { CALL_CHANNELS, EVENT_CHANNELS } from '#shared/ipc/channels.ts'
import { CALL_CONTRACT, EVENT_CONTRACT, settingsChangeSchema } from '#shared/ipc/contract.ts'
import { settingsSchema } from '#shared/domain/settings.ts'
import { MENU_STRINGS } from '#electron/main/menu/menu-strings.ts'
import { localeProblems } from '#scripts/tasks/locale-problems.ts'
import { sourceFiles } from '#tests/support/source-files.ts'

const read = (path: string) => readFileSync(join(PROJECT_ROOT, path), 'utf8')

describe('the contract of the two sides', () => {
  it('has a schema for each channel, and no other', () => {
    expect(Object.keys(CALL_CONTRACT).sort()).toEqual([...CALL_CHANNELS].sort())
    expect(Object.keys(EVENT_CONTRACT).sort()).toEqual([...EVENT_CHANNELS].sort())
  })

  it('lets every setting be changed', () => {
    expect(Object.keys(settingsChangeSchema.shape)).toEqual(Object.keys(settingsSchema.shape))
  })
})

describe('words of native menus', () => {
  it('keep the rules of the interface texts, in both languages', () => {
    const locales = new Map(
      Object.entries(MENU_STRINGS).map(([locale, words]) => [locale, new Map([['menu', flattenTexts(words)]])]),
    )
    expect(localeProblems(locales)).toEqual([])
  })
})

describe('the repository', () => {
  it('names no registry in the lockfile', () => {
    const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, { resolved?: string }> }
    const resolved = Object.values(lock.packages).flatMap((entry) => entry.resolved ?? [])
    expect(resolved.filter((address) => /^https?:/.test(address))).toEqual([])
  })

  it('pins every dependency exactly', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> }
    expect(Object.values(devDependencies).filter((version) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([])
  })

  it('lets the pipeline run exactly the two commands of the README', () => {
    expect(read('.ci/run')).toBe('#!/bin/sh\nnpm ci && npm test\n')
    const [mode] = execFileSync('git', ['ls-files', '-s', '.ci/run'], { cwd: PROJECT_ROOT, encoding: 'utf8' }).split(
      ' ',
    )
    expect(mode).toBe('100755')
  })

  it('switches no rule off inside a file, and skips no test', () => {
    const off = new RegExp(['@ts-(ignore|expect-error|nocheck)', '(ox|es)lint-disable', 'stylelint-disable'].join('|'))
    // A condition with its reason may skip; a title may not.
    const skip = /\b(it|test|describe)\.(skip|only|todo)\(['"`)]/
    const files = ['shared', 'renderer', 'electron', 'hub', 'scripts', 'tests'].flatMap(sourceFiles)
    const self = 'tests/architecture/project.test.ts'
    const wrong = files.filter((file) => file !== self && (off.test(read(file)) || skip.test(read(file))))
    expect(wrong).toEqual([])
  })

  it('has the stylesheet that react-aria-components looks for, so that it adds none of its own', () => {
    const link = /<link id="react-aria-pressable-style" rel="stylesheet" href="\/?([^"]+)"/.exec(
      read('renderer/index.html'),
    )
    expect(existsSync(join(PROJECT_ROOT, 'assets', link?.[1] ?? 'missing'))).toBe(true)
  })
})

describe('ports of the tests', () => {
  it('are each used by one file, and lie below those that the system hands out by itself', () => {
    const used = new Map<number, Set<string>>()
    for (const file of sourceFiles('tests')) {
      const text = readFileSync(join(PROJECT_ROOT, file), 'utf8')
      for (const [number] of text.matchAll(/\b(?:24|47)_?3\d\d\b/g)) {
        const port = Number(number.replace('_', ''))
        used.set(port, (used.get(port) ?? new Set()).add(file))
      }
    }
    // 47300 is the app's own; benchmarks run alone.
    const own = [...used].filter(([port]) => port < 47_300)
    const others = [...used].filter(([port]) => port > 47_301).flatMap(([, files]) => [...files])
    expect(own.filter(([port, files]) => port !== 24_380 && files.size > 1)).toEqual([])
    expect(others.filter((file) => !/^tests\/(bench|screenshots|unit)\//.test(file))).toEqual([])
  })
})
