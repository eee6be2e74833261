import { openPostgres } from '#hub/database/postgres-database.ts'
import type { SqlDatabase } from '#hub/database/sql-database.ts'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { BenchLaptop, newLead, personOf, PROJECT, Timings } from './bench-team.ts'
import { HubProcesses } from './hub-processes.ts'

export type LoadOptions = {
  name: string
  /** Hub processes on the one database. */
  hubs: number
  databaseUrl: string | null
  annotators: number
}

/** Times in milliseconds, sizes in bytes. */
export type Phase = {
  seconds: number
  operations: number
  push: number[]
  pull: number[]
  hello: number[]
  bytes: number
}

export type LoadOutcome = {
  name: string
  hubs: number
  annotators: number
  /** Everyone at the pace of work: a text every few seconds, a round after some of them. */
  work: Phase
  /** Everyone at once, as fast as the hub answers: a morning after the line was down. */
  rush: Phase
  /** A new laptop of a person with so many operations. */
  firstPull: Phase
  /** Operations that were acknowledged, and those that the lead, who pulled all the while, has. */
  acknowledged: number
  atLead: number
  /** Revisions the database holds, the greatest of them, and how many differ: all the same number where none is skipped. */
  revisions: { rows: number; greatest: number; distinct: number }
  /** How rounds ended that did not end well. */
  broken: string[]
  peakBytes: number[]
}

/** A text in four seconds, a round after three texts. */
const WORK_SECONDS = 60
const SECONDS_A_ROUND = 12
const TEXTS_A_ROUND = 3
const RUSH_TEXTS = 50
const RUSH_ROUNDS = 2
const FIRST_PULL_OPERATIONS = 100_000
/** Laptops that join at once. */
const JOINING = 20

/** Puts a team's load on hubs and looks at what came of it. */
export async function loadHubs(options: LoadOptions): Promise<LoadOutcome> {
  const hubs = await HubProcesses.start(options.hubs, options.databaseUrl)
  try {
    return await measure(hubs, options)
  } finally {
    await hubs.stop()
  }
}

async function measure(hubs: HubProcesses, { name, annotators, databaseUrl }: LoadOptions): Promise<LoadOutcome> {
  const portOf = (n: number) => hubs.ports[n % hubs.ports.length] ?? 0
  const lead = newLead(portOf(0))
  const people = Array.from({ length: annotators + 1 }, (_, n) => personOf(n))
  await lead.bring(hubs.ownerCode, people)
  const laptops = people.map((person, n) => new BenchLaptop(person, portOf(n)))
  const rest = [...laptops]
  await Promise.all(Array.from({ length: JOINING }, () => joinAll(lead, rest)))
  // Everyone has the project before time is taken.
  await inTurn([lead, ...laptops])
  const [archive, ...team] = laptops
  if (archive === undefined) throw new Error('A team has people')
  say(`${team.length} laptops have joined`)

  const pulling = new AbortController()
  const watching = keepPulling(lead, pulling.signal)
  const work = await phase(team, () => Promise.all(team.map((laptop, n) => workAtPace(laptop, n / team.length))))
  say(`at work: ${work.operations} operations in ${work.seconds.toFixed(0)} s`)
  const rush = await phase(team, async () => {
    for (let round = 0; round < RUSH_ROUNDS; round += 1) {
      await Promise.all(team.map((laptop) => laptop.label(RUSH_TEXTS)))
      await Promise.all(team.map((laptop) => laptop.sync()))
    }
  })
  say(`at once: ${rush.operations} operations in ${rush.seconds.toFixed(0)} s`)
  const firstPull = await firstPullOf(archive, { lead, port: portOf(1) })
  say(`first pull of ${firstPull.operations} operations: ${firstPull.seconds.toFixed(1)} s`)
  pulling.abort()
  await watching
  await lead.sync()

  const writers = (await Promise.all(laptops.map(({ store }) => store.writers()))).flat()
  const all = await lead.store.all()
  const known = new Set(writers.map(({ id }) => id))
  const outcome: LoadOutcome = {
    name,
    hubs: hubs.ports.length,
    annotators: team.length,
    work,
    rush,
    firstPull,
    acknowledged: writers.reduce((sum, { ackedUpTo }) => sum + ackedUpTo, 0),
    atLead: all.filter(({ writer }) => known.has(writer)).length,
    revisions: await revisionsOf(databaseUrl, hubs.sqliteFile),
    broken: [lead, ...laptops].flatMap(({ broken }) => broken),
    peakBytes: await hubs.peakBytes(),
  }
  for (const laptop of [lead, ...laptops]) laptop.close()
  return outcome
}

async function joinAll(lead: BenchLaptop, rest: BenchLaptop[]): Promise<void> {
  for (let laptop = rest.pop(); laptop !== undefined; laptop = rest.pop()) {
    await laptop.join(await lead.invite(laptop.person))
  }
}

async function inTurn(laptops: readonly BenchLaptop[]): Promise<void> {
  for (const laptop of laptops) await laptop.sync()
}

/** Somebody's minute: rounds at even distances, begun at a moment of their own, whatever the round before took. */
async function workAtPace(laptop: BenchLaptop, part: number): Promise<void> {
  const started = performance.now()
  for (let round = 0; round < WORK_SECONDS / SECONDS_A_ROUND; round += 1) {
    const dueMs = (round + part) * SECONDS_A_ROUND * 1_000 - (performance.now() - started)
    if (dueMs > 0) await new Promise((resolve) => setTimeout(resolve, dueMs))
    await laptop.label(TEXTS_A_ROUND)
    await laptop.sync()
  }
}

/** The lead's laptop, all the while: where two commits become visible out of order, its cursor would skip one. */
async function keepPulling(lead: BenchLaptop, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await lead.sync()
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}

async function phase(team: readonly BenchLaptop[], run: () => Promise<unknown>): Promise<Phase> {
  for (const laptop of team) laptop.timings = new Timings()
  const before = await acknowledgedBy(team)
  const started = performance.now()
  await run()
  const seconds = (performance.now() - started) / 1_000
  return { seconds, operations: (await acknowledgedBy(team)) - before, ...together(team) }
}

function together(laptops: readonly BenchLaptop[]): Pick<Phase, 'push' | 'pull' | 'hello' | 'bytes'> {
  const of = (kind: 'push' | 'pull' | 'hello') =>
    laptops.flatMap(({ timings }) => timings[kind].map((ms) => Math.round(ms * 10) / 10))
  const bytes = laptops.reduce((sum, { timings }) => sum + timings.bytes, 0)
  return { push: of('push'), pull: of('pull'), hello: of('hello'), bytes }
}

async function acknowledgedBy(team: readonly BenchLaptop[]): Promise<number> {
  const writers = (await Promise.all(team.map(({ store }) => store.writers()))).flat()
  return writers.reduce((sum, { ackedUpTo }) => sum + ackedUpTo, 0)
}

/** A person with much work behind them gets a new laptop. */
async function firstPullOf(archive: BenchLaptop, { lead, port }: { lead: BenchLaptop; port: number }): Promise<Phase> {
  await archive.label(FIRST_PULL_OPERATIONS / 2)
  await archive.sync()
  const fresh = new BenchLaptop(archive.person, port)
  await fresh.join(await lead.invite(archive.person))
  fresh.timings = new Timings()
  const started = performance.now()
  await fresh.sync()
  const seconds = (performance.now() - started) / 1_000
  const own = (await fresh.store.all()).filter(({ author }) => author === archive.person)
  fresh.close()
  archive.broken.push(...fresh.broken)
  return { seconds, operations: own.length, ...together([fresh]) }
}

async function revisionsOf(databaseUrl: string | null, file: string): Promise<LoadOutcome['revisions']> {
  const database: SqlDatabase = databaseUrl === null ? await openSqlite(file) : await openPostgres(databaseUrl)
  try {
    const [row] = await database.read((session) =>
      session.all(
        `select count(*) as held, max(rev) as greatest, count(distinct rev) as different
         from operations where project_id = ?`,
        PROJECT,
      ),
    )
    const number = (name: string) => Number(row?.[name] ?? 0)
    return { rows: number('held'), greatest: number('greatest'), distinct: number('different') }
  } finally {
    await database.close()
  }
}

const say = (line: string) => console.log(`  ${line}`)
