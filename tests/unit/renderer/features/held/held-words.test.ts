import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { QUARANTINE_REASONS } from '#shared/sync/messages/push-reply.ts'
import { OPERATION_KINDS } from '#shared/sync/operation.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'

type Words = Record<'why' | 'do' | 'kind', Record<string, string>>

test.each(['en', 'ur'])('in %s every reason says why and what to do, and every kind has words', (locale) => {
  const file = join(PROJECT_ROOT, 'renderer/i18n/locales', locale, 'held.json')
  const words = JSON.parse(readFileSync(file, 'utf8')) as Words
  expect(Object.keys(words.why).toSorted()).toEqual([...QUARANTINE_REASONS].toSorted())
  expect(Object.keys(words.do).toSorted()).toEqual([...QUARANTINE_REASONS].toSorted())
  const kinds = OPERATION_KINDS.map((kind) => kind.replace('.', '-'))
  expect(Object.keys(words.kind).toSorted()).toEqual([...kinds, 'unknown'].toSorted())
})
