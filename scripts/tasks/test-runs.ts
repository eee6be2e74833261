import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildApp } from './build-app.ts'
import { runChecks } from './check-steps.ts'
import { electronRuntime } from './electron-runtime.ts'
import { JUST_BUILT } from './just-built.ts'
import { packageBin } from './package-bin.ts'
import { runCommand } from './run-command.ts'
import {
  playwrightFailed,
  playwrightTotals,
  runTotals,
  vitestFailed,
  vitestTotals,
  type Totals,
} from './test-totals.ts'

const NOTHING: Totals = { passed: 0, failed: 0, skipped: 0 }
const ONE_FAILURE: Totals = { ...NOTHING, failed: 1 }

/** Types, lint, format, locales, unused code: together one failure, or nothing. */
export async function checkRun(): Promise<Run> {
  console.log('\n=== check ===')
  const results = await runChecks(({ name, code }) => console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name}`))
  const failed = results.filter((result) => result.code !== 0)
  for (const { name, output } of failed) console.log(`\n--- ${name} ---\n${output.trimEnd()}`)
  return failed.length === 0 ? fine : broken(`check: ${failed.map(({ name }) => name).join(', ')}`)
}

export async function buildRun(): Promise<Run> {
  console.log('\n=== build ===')
  try {
    await buildApp()
    return fine
  } catch (error) {
    console.log(error)
    return broken('build')
  }
}

function readReport(file: string): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null
}

type Runner = {
  name: string
  script: string
  args: (report: string) => string[]
  totals: (report: unknown) => Totals
  failed: (report: unknown) => string[]
}

/** What one run came to. */
export type Run = { totals: Totals; failures: string[] }

const fine: Run = { totals: NOTHING, failures: [] }
const broken = (name: string): Run => ({ totals: ONE_FAILURE, failures: [name] })

/** Electron windows need a screen; where there is none, a virtual one is put under the whole run. */
function withScreen(command: string[]): string[] {
  const needsScreen = process.platform === 'linux' && electronRuntime() !== null && !process.env['DISPLAY']
  return needsScreen && existsSync('/usr/bin/xvfb-run') ? ['/usr/bin/xvfb-run', '-a', ...command] : command
}

async function run(runner: Runner): Promise<Run> {
  console.log(`\n=== ${runner.name} ===`)
  const folder = mkdtempSync(join(tmpdir(), 'nishan-report-'))
  const report = join(folder, 'report.json')
  const [program = '', ...args] = withScreen([process.execPath, runner.script, ...runner.args(report)])
  try {
    const { code } = await runCommand(program, args, {
      live: true,
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: report, [JUST_BUILT]: '1' },
    })
    const content = readReport(report)
    const totals = runTotals(content === null ? null : runner.totals(content), code)
    const named = content === null ? [] : runner.failed(content)
    const unnamed = totals.failed > 0 && named.length === 0 ? [`${runner.name} ended with code ${code}`] : []
    return { totals, failures: [...named, ...unnamed] }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

export function vitestRun(): Promise<Run> {
  return run({
    name: 'vitest',
    script: packageBin('vitest', 'vitest'),
    args: (report) => ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    totals: vitestTotals,
    failed: vitestFailed,
  })
}

export function playwrightRun(): Promise<Run> {
  return run({
    name: 'playwright',
    script: packageBin('@playwright/test', 'playwright'),
    args: () => ['test', '--reporter=list,json'],
    totals: playwrightTotals,
    failed: playwrightFailed,
  })
}
