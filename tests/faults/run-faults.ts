import { JUST_BUILT } from '#scripts/tasks/just-built.ts'
import { packageBin } from '#scripts/tasks/package-bin.ts'
import { runCommand } from '#scripts/tasks/run-command.ts'
import { flushesForEachAnswer, isFlushed, whyNoFlushCount } from './flush-guard.ts'
import { killRounds } from './kill-rounds.ts'
import { mainKillRounds } from './main-kill-rounds.ts'
import { isWhole, type Outcome } from './outcome.ts'
import { PowerCutDisk } from './power-cut-disk.ts'
import { CUT_PLACES, powerCutRounds } from './power-cut-rounds.ts'

const ROUNDS = 30
const CUTS = 8
const ANSWERS = 20
const RELAXED_CUTS = 3
const PORT = 24_301

/** `npm run test:faults [rounds of kills] [seed] [cuts of each place]`. Exits 1 when anything shown as saved is lost. */
const rounds = Number(process.argv[2] ?? ROUNDS)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const cuts = Number(process.argv[4] ?? CUTS)

let failed = false

function tell({ rounds: round, shownAsSaved, lost, placesLost }: Outcome): void {
  console.log(`  round ${round}: ${shownAsSaved} shown as saved, ${lost} lost, ${placesLost} places lost`)
}

async function part(title: string, run: () => Promise<Outcome>, isGood: (outcome: Outcome) => boolean): Promise<void> {
  console.log(title)
  const outcome = await run()
  const good = isGood(outcome)
  if (!good) failed = true
  console.log(`${good ? 'ok    ' : 'FAILED'} ${title}: ${JSON.stringify(outcome)}`)
}

async function powerCuts(): Promise<void> {
  const whyNot = PowerCutDisk.whyNot()
  if (whyNot !== null) {
    console.log(`SKIPPED: POWER CUTS WERE NOT TRIED, ${whyNot}`)
    return
  }
  for (const place of CUT_PLACES) {
    const options = { place, seed, port: PORT, onRound: tell }
    await part(`Power cuts, ${place}, seed ${seed}`, () => powerCutRounds({ ...options, rounds: cuts }), isWhole)
  }
  for (const place of ['browser', 'both stores'] as const) {
    const title = `Power cuts without flushes, ${place}: must lose, or the cuts prove nothing`
    const options = { place, seed, port: PORT, relaxed: true, rounds: RELAXED_CUTS, onRound: tell }
    await part(
      title,
      () => powerCutRounds(options),
      ({ lost }) => lost > 0,
    )
  }
}

async function flushes(): Promise<void> {
  const whyNot = whyNoFlushCount()
  if (whyNot !== null) {
    console.log(`SKIPPED: FLUSHES WERE NOT COUNTED, ${whyNot}`)
    return
  }
  for (const build of ['app', 'browser'] as const) {
    const counts = await flushesForEachAnswer({ build, answers: ANSWERS, port: PORT })
    const good = isFlushed(counts, build)
    if (!good) failed = true
    console.log(`${good ? 'ok    ' : 'FAILED'} Flushes for each answer, ${build}: ${JSON.stringify(counts)}`)
  }
  const relaxed = await flushesForEachAnswer({ build: 'browser', answers: ANSWERS, port: PORT, relaxed: true })
  const caught = !isFlushed(relaxed, 'browser')
  if (!caught) failed = true
  console.log(`${caught ? 'ok    ' : 'FAILED'} The count finds a store that is not flushed: ${JSON.stringify(relaxed)}`)
}

/** Files spoiled in every way, a full disk, a read-only folder: tests of their own, here in their long form. */
async function spoiledFiles(): Promise<void> {
  const tests = [
    'tests/integration/electron/two-stores',
    'tests/integration/faults/journal-files',
    'tests/integration/faults/disk-full',
  ]
  const env = { NISHAN_LONG_FAULTS: '1', [JUST_BUILT]: '1' }
  const { code } = await runCommand(process.execPath, [packageBin('vitest', 'vitest'), 'run', ...tests], {
    live: true,
    env,
  })
  if (code !== 0) failed = true
  console.log(`${code === 0 ? 'ok    ' : 'FAILED'} Files spoiled, a full disk, a read-only folder`)
}

if (rounds > 0) {
  const title = 'Kill −9 of a browser or its renderers'
  await part(title, () => killRounds({ rounds, seed, port: PORT, onRound: tell }), isWhole)
  await part(
    'Kill −9 of the main process, its pages or both',
    () => mainKillRounds({ rounds, seed, onRound: tell }),
    isWhole,
  )
}
if (cuts > 0) await powerCuts()
await flushes()
await spoiledFiles()
process.exitCode = failed ? 1 : 0
