import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { flattenTexts, localeProblems, type LocaleTexts } from './tasks/locale-problems.ts'
import { PROJECT_ROOT } from './tasks/project-root.ts'

const folder = join(PROJECT_ROOT, 'renderer/i18n/locales')
const locales = new Map<string, Map<string, LocaleTexts>>()

for (const locale of existsSync(folder) ? readdirSync(folder) : []) {
  const files = new Map<string, LocaleTexts>()
  for (const file of readdirSync(join(folder, locale)).filter((name) => name.endsWith('.json'))) {
    files.set(
      file.slice(0, -'.json'.length),
      flattenTexts(JSON.parse(readFileSync(join(folder, locale, file), 'utf8'))),
    )
  }
  locales.set(locale, files)
}

const problems = localeProblems(locales)
for (const problem of problems) console.error(problem)
console.log(`${locales.size} locales, ${problems.length} problems`)
process.exitCode = problems.length === 0 ? 0 : 1
