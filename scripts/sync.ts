import { packageBin } from './tasks/package-bin.ts'
import { runNode } from './tasks/run-command.ts'

/**
 * `npm run test:sync [schedules] [first seed]`: laptops and hub under faults, in the long form: more and other schedules, the
 * line of a village in real time, forty kills and forty power cuts of the hub. Half an hour.
 */
const [schedules = '20000', seed = '100001'] = process.argv.slice(2)
const env = { NISHAN_LONG_FAULTS: '1', NISHAN_SCHEDULES: schedules, NISHAN_FIRST_SEED: seed }
const { code } = await runNode(packageBin('vitest', 'vitest'), ['run', 'tests/integration/sync'], { live: true, env })
process.exitCode = code
