import { createInstance, type i18n } from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { InterfaceLocale, Settings } from '#shared/domain/settings.ts'
import { formatNumber } from './format.ts'

type Namespace = Record<string, unknown>

const files = import.meta.glob<Namespace>('./locales/*/*.json', { eager: true, import: 'default' })

/** locale → namespace → strings, from locales/<locale>/<namespace>.json. */
function resources(): Record<string, Record<string, Namespace>> {
  const all: Record<string, Record<string, Namespace>> = {}
  for (const [path, strings] of Object.entries(files)) {
    const [, locale, namespace] = /\.\/locales\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? []
    if (locale === undefined || namespace === undefined) continue
    ;(all[locale] ??= {})[namespace] = strings
  }
  return all
}

let digits: Settings['digits'] = 'auto'

export const interfaceTexts: i18n = createInstance()

/** Loads every string at once (they are bundled) and sets the language. Call once, before the first render. */
export async function startTexts(settings: Pick<Settings, 'locale' | 'digits'>): Promise<void> {
  digits = settings.digits
  await interfaceTexts.use(initReactI18next).init({
    resources: resources(),
    lng: settings.locale,
    fallbackLng: 'en',
    defaultNS: 'common',
    interpolation: { escapeValue: false },
    returnNull: false,
  })
  // {{count, number}}: figures follow the digits setting, inside plurals too.
  interfaceTexts.services.formatter?.add('number', (value, locale) =>
    formatNumber(Number(value), { locale: (locale ?? 'en') as InterfaceLocale, digits }),
  )
}

/** Switches language or digits without a restart. */
export async function changeTexts(settings: Pick<Settings, 'locale' | 'digits'>): Promise<void> {
  digits = settings.digits
  await interfaceTexts.changeLanguage(settings.locale)
}
