import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { packageBin } from './package-bin.ts'
import { PROJECT_ROOT } from './project-root.ts'
import { runNode, type CommandResult } from './run-command.ts'

type Step = { name: string; run: () => Promise<CommandResult> }

export type StepResult = { name: string } & CommandResult

const TYPED_FOLDERS = ['shared', 'renderer', 'renderer/service-worker', 'electron', 'hub', 'scripts', 'tests']

/** The longest steps come first, so that the two workers finish together. */
function checkSteps(): Step[] {
  const tsc = packageBin('typescript', 'tsc')
  return [
    { name: 'lint', run: () => runNode(packageBin('oxlint', 'oxlint'), ['--type-aware', '--deny-warnings']) },
    { name: 'unused code', run: () => runNode(packageBin('knip', 'knip'), ['--no-progress']) },
    ...TYPED_FOLDERS.filter((folder) => existsSync(join(PROJECT_ROOT, folder))).map((folder) => ({
      name: `types ${folder}`,
      run: () => runNode(tsc, ['-p', folder, '--noEmit']),
    })),
    {
      name: 'styles',
      run: () => runNode(packageBin('stylelint', 'stylelint'), ['renderer/**/*.css', '--allow-empty-input']),
    },
    { name: 'format', run: () => runNode(packageBin('oxfmt', 'oxfmt'), ['--check', '.']) },
    { name: 'locales', run: () => runNode(join(PROJECT_ROOT, 'scripts/check-locales.ts'), []) },
  ]
}

/** Runs every check, two at a time, and tells each result as it comes. */
export async function runChecks(onResult: (result: StepResult) => void): Promise<StepResult[]> {
  const waiting = checkSteps()
  const results: StepResult[] = []
  const worker = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
      const result = { name: step.name, ...(await step.run()) }
      results.push(result)
      onResult(result)
    }
  }
  await Promise.all([worker(), worker()])
  return results
}
