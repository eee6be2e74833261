import { expect, test } from 'vitest'
import { guidelineSections } from '#shared/domain/guideline-sections.ts'

test('sections begin at headings, and are named by their words', () => {
  expect(guidelineSections('شروع\n# ایک\nالف\n## دو **موٹا**\nب')).toEqual([
    { heading: '', block: 'شروع' },
    { heading: 'ایک', block: '# ایک\nالف' },
    { heading: 'دو موٹا', block: '## دو **موٹا**\nب' },
  ])
  expect(guidelineSections(' \n')).toEqual([])
})

test('a heading is no longer than a decision may name', () => {
  expect(guidelineSections(`# ${'ن'.repeat(300)}`)[0]?.heading).toHaveLength(200)
})
