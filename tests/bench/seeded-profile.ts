import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import { makeProfile, openBenchPage, openProfile, type Profile } from './bench-app.ts'
import type { BenchProject } from './page/bench-page.ts'

/** A project of so many items in the database of an origin. */
export type Seed = { readonly origin: string; readonly items: number }
export type Seeded = { readonly profile: Profile; readonly projects: readonly SeededProject[] }
export type SeededProject = { readonly project: BenchProject; readonly items: number; readonly seedMs: number }

const CACHE = join(tmpdir(), 'nishan-bench-seeds')
/** Written last into a kept profile. */
const SIGN = 'seeded.json'

/** What decides the bytes that a seed leaves: when one of these changes, a kept seed is not used again. */
const SOURCES = [
  'renderer/data/apply/apply-chunk.ts',
  'renderer/data/commands/import-items.ts',
  'renderer/data/versions/001-first.ts',
  'renderer/workers/import-run.ts',
  'shared/domain/chunk.ts',
  'shared/domain/item.ts',
  'shared/formats/row-to-item.ts',
  'shared/text/normalisation-rules.ts',
  'shared/text/normalise.ts',
  'shared/text/text-key.ts',
  'shared/text/tokens.ts',
  'tests/bench/urdu-csv.ts',
  'tests/bench/urdu-sentences.ts',
]

/**
 * A profile whose databases hold the asked projects, filled by the app's own import worker. A million rows take minutes,
 * so a seed is kept in the system's temporary folder; what is given is always a copy of its own.
 */
export async function seededProfile(seeds: readonly Seed[]): Promise<Seeded> {
  const kept = join(CACHE, await keyOf(seeds))
  if (!existsSync(join(kept, SIGN))) await keepSeed(kept, seeds)
  const profile = await makeProfile()
  await cp(kept, profile.folder, { recursive: true })
  const projects = JSON.parse(await readFile(join(kept, SIGN), 'utf8')) as SeededProject[]
  return { profile, projects }
}

async function keyOf(seeds: readonly Seed[]): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify(seeds))
  for (const source of SOURCES) hash.update(await readFile(join(PROJECT_ROOT, source)))
  return hash.digest('hex').slice(0, 16)
}

async function keepSeed(kept: string, seeds: readonly Seed[]): Promise<void> {
  await mkdir(CACHE, { recursive: true })
  const profile = await makeProfile()
  try {
    const projects = await seedAll(profile, seeds)
    await writeFile(join(profile.folder, SIGN), JSON.stringify(projects))
    await rm(kept, { recursive: true, force: true })
    await rename(profile.folder, kept)
  } finally {
    await profile.remove()
  }
}

async function seedAll(profile: Profile, seeds: readonly Seed[]): Promise<SeededProject[]> {
  const context = await openProfile(profile)
  try {
    const projects: SeededProject[] = []
    for (const { origin, items } of seeds) {
      console.log(`Seeding ${items.toLocaleString('en')} items`)
      const page = await openBenchPage(context, origin)
      const project = await page.evaluate(() => globalThis.dataBench.makeProject())
      const seedMs = await page.evaluate(([given, rows]) => globalThis.dataBench.seed(given, rows), [
        project,
        items,
      ] as const)
      await page.evaluate(([given, order]) => globalThis.dataBench.place(given, order), [project, items / 2] as const)
      await page.close()
      projects.push({ project, items, seedMs })
    }
    return projects
  } finally {
    await context.close()
  }
}
