import { describe, expect, test } from 'vitest'
import { defaultAppearance, parseSettings } from '#shared/domain/settings.ts'

describe('going back to the defaults', () => {
  test('keeps the language and the profile, and resets all else', () => {
    const changed = parseSettings({
      locale: 'en',
      theme: 'dark',
      digits: 'latin',
      contentFont: 'naskh',
      contentScale: 1.4,
      leadingScale: 1.2,
      zoom: 1.5,
      reducedMotion: true,
      guidelinesOpen: false,
      annotatorId: 'a1',
    })
    expect(defaultAppearance(changed)).toEqual({ ...parseSettings({}), locale: 'en', annotatorId: 'a1' })
  })

  test('an unreadable value falls back alone', () => {
    expect(parseSettings({ zoom: 9, theme: 'dark' })).toMatchObject({ zoom: 1, theme: 'dark' })
  })
})
