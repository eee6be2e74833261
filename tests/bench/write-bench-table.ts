import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import type { BenchFigure } from './bench-figure.ts'
import { RESULTS_FOLDER, type BenchResults } from './save-results.ts'

const BEGIN = '<!-- bench:begin -->'
const END = '<!-- bench:end -->'

/** Puts the last results of benches between the markers of a document. */
export async function writeBenchTable(document: string, names: readonly string[]): Promise<void> {
  const path = resolve(PROJECT_ROOT, document)
  const text = await readFile(path, 'utf8')
  const [before, rest] = text.split(BEGIN)
  const after = rest?.split(END)[1]
  if (before === undefined || after === undefined) throw new Error(`${document} has lost ${BEGIN} or ${END}`)
  const parts = await Promise.all(names.map(tableOf))
  await writeFile(path, `${before}${BEGIN}\n\n${parts.join('\n')}\n${END}${after}`)
}

async function tableOf(name: string): Promise<string> {
  const file = resolve(RESULTS_FOLDER, `${name}.json`)
  if (!existsSync(file)) return `### ${name}\n\nNot measured yet.\n`
  const { measuredAt, chromium, machine, figures } = JSON.parse(await readFile(file, 'utf8')) as BenchResults
  const rows = figures.map(rowOf).join('\n')
  const browser = chromium === null ? '' : `Chromium ${chromium}, `
  const where = `${measuredAt.slice(0, 16).replace('T', ' ')} UTC, ${browser}${machine}`
  return `### ${name}\n\n${where}\n\n| figure | value | goal | met | |\n| --- | --: | --: | --- | --- |\n${rows}\n`
}

function rowOf({ name, value, unit, goal, met, note = '' }: BenchFigure): string {
  const measured = value === null ? '–' : `${value} ${unit}`.trim()
  return `| ${[name, measured, goal, met ? 'yes' : '**no**', note].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
}
