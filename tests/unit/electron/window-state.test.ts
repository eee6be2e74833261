import { describe, expect, it } from 'vitest'
import { nextZoom } from '#shared/domain/zoom-steps.ts'
import { assertSafeWebPreferences, guardedWebPreferences } from '#electron/main/security/web-preferences-guard.ts'
import { visibleBounds } from '#electron/main/services/window-state.ts'

const laptop = { x: 0, y: 0, width: 1366, height: 728 }
const beside = { x: 1366, y: 0, width: 1920, height: 1040 }

describe('where the window opens', () => {
  it('is the middle of the first display on the first start', () => {
    expect(visibleBounds(null, [beside])).toEqual({ x: 1643, y: 136, width: 1366, height: 768 })
    expect(visibleBounds(null, [laptop])).toEqual(laptop)
  })

  it('is where it was when that can be seen', () => {
    const wanted = { x: 1500, y: 100, width: 1000, height: 700 }
    expect(visibleBounds(wanted, [laptop, beside])).toEqual(wanted)
  })

  it('is pulled inside when part of it would be hidden', () => {
    const wanted = { x: 900, y: -50, width: 1000, height: 700 }
    expect(visibleBounds(wanted, [laptop])).toEqual({ x: 366, y: 0, width: 1000, height: 700 })
  })

  it('is never smaller than works, nor larger than the display', () => {
    expect(visibleBounds({ x: 0, y: 0, width: 10, height: 10 }, [laptop])).toMatchObject({ width: 900, height: 600 })
    expect(visibleBounds({ x: 0, y: 0, width: 9000, height: 9000 }, [laptop])).toEqual(laptop)
  })
})

describe('the zoom of the menu', () => {
  it('goes through its steps and stays at the ends', () => {
    expect(nextZoom(1, 1)).toBe(1.1)
    expect(nextZoom(1, -1)).toBe(0.9)
    expect(nextZoom(1.3, 1)).toBe(1.5)
    expect(nextZoom(2, 1)).toBe(2)
    expect(nextZoom(0.75, -1)).toBe(0.75)
    expect(nextZoom(1.75, 0)).toBe(1)
  })
})

describe('web preferences', () => {
  it.each([
    { contextIsolation: false },
    { sandbox: false },
    { nodeIntegration: true },
    { nodeIntegrationInWorker: true },
    { webviewTag: true },
    { webSecurity: false },
    { spellcheck: true },
    { allowRunningInsecureContent: true },
    { enableBlinkFeatures: 'Anything' },
  ])('throw for %j', (unsafe) => {
    const safe = guardedWebPreferences('/preload.cjs')
    expect(() => assertSafeWebPreferences(safe)).not.toThrow()
    expect(() => assertSafeWebPreferences({ ...safe, ...unsafe })).toThrow('Unsafe window')
  })

  it('throw where a safe one is only left out', () => {
    expect(() => assertSafeWebPreferences({ preload: '/preload.cjs' })).toThrow('Unsafe window')
  })
})
