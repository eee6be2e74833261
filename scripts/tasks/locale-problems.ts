/** Texts of one namespace by flat key: `dialog.title` → text. */
export type LocaleTexts = ReadonlyMap<string, string>

/** Locale → namespace → texts. */
export type Locales = ReadonlyMap<string, ReadonlyMap<string, LocaleTexts>>

/** Nested JSON of a locale file as flat keys. Anything but texts and groups of texts is a bug of the file. */
export function flattenTexts(value: unknown, prefix = ''): Map<string, string> {
  const texts = new Map<string, string>()
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${prefix === '' ? 'The file' : prefix} is not an object of texts`)
  }
  for (const [name, entry] of Object.entries(value)) {
    const key = prefix === '' ? name : `${prefix}.${name}`
    if (typeof entry === 'string') texts.set(key, entry)
    else for (const [inner, text] of flattenTexts(entry, key)) texts.set(inner, text)
  }
  return texts
}

/** `{{count, number}}` → `count`; tags of <Trans> count too, as `<bold>`. */
function placeholders(text: string): string {
  const names = [...text.matchAll(/\{\{-?\s*([\w.]+)[^}]*\}\}/g)].map((match) => match[1] ?? '')
  const tags = [...text.matchAll(/<(\w+)\s*\/?>/g)].map((match) => `<${match[1] ?? ''}>`)
  return [...new Set([...names, ...tags])].sort().join(' ')
}

const PLURAL = /_(zero|one|other)$/

/** Zero and one are often written out in words, so only `_other` must name the number. */
function comparablePlaceholders(key: string, text: string): string {
  const names = placeholders(text)
  return /_(zero|one)$/.test(key)
    ? names
        .split(' ')
        .filter((name) => name !== 'count' && name !== '')
        .join(' ')
    : names
}

function pluralProblems(where: string, texts: LocaleTexts): string[] {
  return [...texts.keys()].flatMap((key) => {
    if (!PLURAL.test(key)) return []
    const stem = key.replace(PLURAL, '')
    return ['one', 'other']
      .filter((form) => !texts.has(`${stem}_${form}`))
      .map((form) => `${where}: ${key} has no ${stem}_${form}`)
  })
}

const URDU_RULES: readonly [pattern: RegExp, problem: string][] = [
  [/[\u064A\u0649]/, 'has the Arabic letter yeh; Urdu writes U+06CC'],
  [/\u0643/, 'has the Arabic letter kaf; Urdu writes U+06A9'],
  [/\u0647/, 'has the Arabic letter heh; Urdu writes U+06C1 or U+06BE'],
  [/[\u0660-\u0669]/, 'has Arabic digits; format the number or use U+06F0 to U+06F9'],
  [/کیجیے|کیجئے/, 'says کیجیے; the house form is کریں'],
  [/لئے|کئے|دئے|چاہئے/, 'has the old spelling with hamza; write لیے، کیے، دیے، چاہیے'],
  [/["“”]/, 'has straight or curly quotes; Urdu uses «…»'],
  [/\.\.\.|۔۔۔/, 'has three dots; write … or nothing'],
  [/[\u0600-\u06FF]\s*[?,;]/, 'has a Latin question mark, comma or semicolon after Urdu'],
]

/** Tags and placeholders are not text that a person reads. */
function readable(text: string): string {
  return text.replace(/\{\{[^}]*\}\}/g, '').replace(/<[^>]*>/g, '')
}

function textProblems(locale: string, where: string, texts: LocaleTexts): string[] {
  return [...texts].flatMap(([key, text]) => {
    if (text.trim() === '') return [`${where}: ${key} is empty`]
    if (locale !== 'ur') return []
    const shown = readable(text)
    return URDU_RULES.filter(([pattern]) => pattern.test(shown)).map(([, problem]) => `${where}: ${key} ${problem}`)
  })
}

function comparisonProblems(where: string, texts: LocaleTexts, reference: LocaleTexts): string[] {
  const problems: string[] = []
  for (const [key, text] of reference) {
    const own = texts.get(key)
    if (own === undefined) {
      // A language may do without a sentence of its own for zero.
      if (!key.endsWith('_zero')) problems.push(`${where}: ${key} is missing`)
    } else if (comparablePlaceholders(key, own) !== comparablePlaceholders(key, text)) {
      problems.push(`${where}: ${key} has [${placeholders(own)}], the other locale [${placeholders(text)}]`)
    }
  }
  return problems
}

/** Every way in which the locale files would break or shame a screen, one line each. */
export function localeProblems(locales: Locales): string[] {
  const problems: string[] = []
  const namespaces = new Set([...locales.values()].flatMap((files) => [...files.keys()]))
  for (const [locale, files] of locales) {
    for (const namespace of namespaces) {
      const where = `${locale}/${namespace}.json`
      const texts = files.get(namespace)
      if (texts === undefined) {
        problems.push(`${where} is missing`)
        continue
      }
      problems.push(...textProblems(locale, where, texts), ...pluralProblems(where, texts))
      for (const [other, otherFiles] of locales) {
        const reference = otherFiles.get(namespace)
        if (other !== locale && reference) problems.push(...comparisonProblems(where, texts, reference))
      }
    }
  }
  return problems
}
