import { killRounds } from './kill-rounds.ts'
import { mainKillRounds } from './main-kill-rounds.ts'

const ROUNDS = 30
const PORT = 47_388

/** `npm run test:faults [rounds of each] [seed]`. Exits 1 when anything that was shown as saved is lost. */
const rounds = Number(process.argv[2] ?? ROUNDS)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)

type Judged = { rounds: number; shownAsSaved: number; lost: number; placesLost: number; faults: string[] }

function tell({ rounds: round, shownAsSaved, lost, placesLost }: Judged): void {
  console.log(`round ${round}: ${shownAsSaved} shown as saved, ${lost} lost, ${placesLost} places lost`)
}

function isWhole({ lost, placesLost, faults }: Judged): boolean {
  return lost === 0 && placesLost === 0 && faults.length === 0
}

console.log(`Kill −9 of a browser or its renderers, ${rounds} rounds, seed ${seed}`)
const browser = await killRounds({ rounds, seed, port: PORT, onRound: tell })
console.log(JSON.stringify(browser))
console.log(`Kill −9 of the main process, its pages or both, ${rounds} rounds, seed ${seed}`)
const main = await mainKillRounds({ rounds, seed, onRound: tell })
console.log(JSON.stringify(main))
process.exitCode = isWhole(browser) && isWhole(main) ? 0 : 1
