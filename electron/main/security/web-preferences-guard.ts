import type { WebPreferences } from 'electron'

const REQUIRED = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  webviewTag: false,
  // The spell checker downloads dictionaries.
  spellcheck: false,
} as const satisfies WebPreferences

/** The preferences of every window: the safe ones, said aloud. */
export function guardedWebPreferences(preload: string): WebPreferences {
  return { ...REQUIRED, preload }
}

/** Throws for preferences that would let page and machine touch. */
export function assertSafeWebPreferences(preferences: WebPreferences): void {
  for (const [name, value] of Object.entries(REQUIRED)) {
    if (preferences[name as keyof typeof REQUIRED] !== value) {
      throw new Error(`Unsafe window: ${name} must be ${String(value)}`)
    }
  }
  if (preferences.allowRunningInsecureContent || preferences.experimentalFeatures || preferences.enableBlinkFeatures) {
    throw new Error('Unsafe window: insecure content and experimental features must stay off')
  }
}
