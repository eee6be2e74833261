import { assertNever } from '../base/assert.ts'
import { NORMALISATION_RULES, type RuleLevel, type RulePosition } from './normalisation-rules.ts'

/** Languages whose own rules nobody has compiled follow the nearest relative's. */
const RULES_OF: Record<string, string> = {
  pnb: 'pa-Arab',
  lah: 'pa-Arab',
  urd: 'ur',
  snd: 'sd',
  'sd-Arab': 'sd',
  'ks-Arab': 'ks',
  kas: 'ks',
  hnd: 'hno',
  pbu: 'ps',
  pst: 'ps',
  pbt: 'ps',
  bgn: 'bal',
  bcc: 'bal',
  bgp: 'bal',
  plk: 'scl',
  gju: 'hno',
  phr: 'hno',
  trw: 'scl',
  gwc: 'scl',
  mvy: 'scl',
  bsk: 'scl',
  bft: 'scl',
  en: 'ur-Latn',
}
const ARABIC = 'ur pa-Arab skr hno sd ps bal brh ks khw scl'
/** Sindhi, Saraiki and Balochi choose their digits themselves. */
const FOLD_ARABIC_DIGITS = 'ur pa-Arab hno brh ks khw scl ps'
/** Kashmiri writes its vowels with marks: without them words are destroyed. */
const STRIP_AERAB = 'ur pa-Arab skr hno sd ps bal brh khw scl'
const AERAB = '\u064B\u064C\u064D\u064E\u064F\u0650\u0651\u0652\u0670\u0656\u0657\u0658'
/** Signs that Unicode composes into presentation forms but that people write as one: ﷺ and its kin. */
const KEPT_FORMS = /[\uFD3E\uFD3F\uFDF0-\uFDFA\uFDFB\uFDFC\uFDFD]/
const STOPS = 'بپتٹجچدڈڑکگ\u0643'
const LEVELS: readonly RuleLevel[] = ['canonical', 'safe', 'key']

type Replacement = { to: string; position: RulePosition; otherwise: string | null }

/** Rules of one language and level, ready to run: by code unit, then by the unit after it. */
type Compiled = { one: Map<number, Replacement>; two: Map<number, Map<number, Replacement>> }

const includes = (list: string, language: string) => list.split(' ').includes(language)

function rulesFor(language: string, level: RuleLevel) {
  const depth = LEVELS.indexOf(level)
  return NORMALISATION_RULES.filter(([, languages, ruleLevel]) => {
    if (LEVELS.indexOf(ruleLevel) > depth) return false
    if (languages === '**') return true
    return languages === '*' ? includes(ARABIC, language) : includes(languages, language)
  })
}

function addDigits(one: Map<number, Replacement>, language: string, level: RuleLevel) {
  for (let digit = 0; digit < 10; digit += 1) {
    const put = (from: number, to: string) => one.set(from + digit, { to, position: '', otherwise: null })
    if (level === 'key') {
      put(0x0660, String(digit))
      put(0x06f0, String(digit))
    } else if (level === 'safe' && includes(FOLD_ARABIC_DIGITS, language)) {
      put(0x0660, String.fromCharCode(0x06f0 + digit))
    }
  }
}

/** ﺑ and its like are the letter in a shape: NFKC of the one character, then the letter rules. Marks come without their carrier. */
function addPresentationForms(one: Map<number, Replacement>) {
  const letters = new Map(one)
  for (let code = 0xfb50; code <= 0xfefc; code += 1) {
    if (code > 0xfdff && code < 0xfe70) continue
    const form = String.fromCharCode(code)
    const plain = form.normalize('NFKC').replaceAll(/[ \u0640]/g, '')
    if (KEPT_FORMS.test(form) || plain === form || plain === '') continue
    const to = Array.from(plain, (letter) => letters.get(letter.charCodeAt(0))?.to ?? letter).join('')
    one.set(code, { to, position: '', otherwise: null })
  }
}

function compile(language: string, level: RuleLevel): Compiled {
  const one = new Map<number, Replacement>()
  const two = new Map<number, Map<number, Replacement>>()
  for (const [, , , from, to, position = ''] of rulesFor(language, level)) {
    const first = from.charCodeAt(0)
    if (from.length === 1) {
      const before = one.get(first)
      // ه has two rules: after some letters it is ھ, everywhere else ہ.
      if (position === 'after-stop') one.set(first, { to, position, otherwise: before?.to ?? null })
      else if (before?.position === 'after-stop') one.set(first, { ...before, otherwise: to })
      else one.set(first, { to, position, otherwise: null })
    } else {
      const seconds = two.get(first) ?? new Map<number, Replacement>()
      two.set(first, seconds.set(from.charCodeAt(1), { to, position, otherwise: null }))
    }
  }
  addDigits(one, language, level)
  if (level === 'key') {
    if (includes(STRIP_AERAB, language))
      for (const mark of `${AERAB}\u06E1`) one.set(mark.charCodeAt(0), { to: '', position: '', otherwise: null })
    for (const code of [0x200b, 0x200c, 0x200d]) one.set(code, { to: '', position: '', otherwise: null })
    if (includes(ARABIC, language)) {
      one.set(0x066b, { to: '.', position: '', otherwise: null })
      one.set(0x066c, { to: ',', position: '', otherwise: null })
    }
  }
  if (level !== 'canonical' && includes(ARABIC, language)) addPresentationForms(one)
  return { one, two }
}

const compiled = new Map<string, Compiled>()

function compiledFor(language: string, level: RuleLevel): Compiled {
  const name = `${RULES_OF[language] ?? language}/${level}`
  const known = compiled.get(name)
  if (known) return known
  const made = compile(RULES_OF[language] ?? language, level)
  compiled.set(name, made)
  return made
}

const ARABIC_LETTER = /[\u0620-\u064A\u066E-\u06D3\u06D5\u06EE\u06EF\u06FA-\u06FF\u0750-\u077F\u08A0-\u08C7]/

function letterFollows(text: string, at: number): boolean {
  let next = at
  while (/[\u064B-\u065F\u0670]/.test(text[next] ?? '')) next += 1
  return ARABIC_LETTER.test(text[next] ?? '')
}

function chosen(rule: Replacement, text: string, start: number, end: number): string | null {
  switch (rule.position) {
    case '':
      return rule.to
    case 'final':
      return letterFollows(text, end) ? rule.otherwise : rule.to
    case 'not-final':
      return letterFollows(text, end) ? rule.to : rule.otherwise
    case 'after-stop':
      return start > 0 && STOPS.includes(text[start - 1] ?? '') ? rule.to : rule.otherwise
    default:
      return assertNever(rule.position, 'rule position')
  }
}

/** The rules of one language and level, in a single pass over the text in NFC. */
export function normaliseText(text: string, language: string, level: RuleLevel): string {
  const { one, two } = compiledFor(language, level)
  const source = text.normalize('NFC')
  let result = ''
  let copied = 0
  for (let at = 0; at < source.length; at += 1) {
    const code = source.charCodeAt(at)
    // Plain ASCII meets no rule except % and the apostrophe's kin, which lie in the table.
    if (code < 0x80 && code !== 0x25) continue
    const pair = two.get(code)?.get(source.charCodeAt(at + 1))
    const length = pair ? 2 : 1
    const rule = pair ?? one.get(code)
    if (!rule) continue
    const to = chosen(rule, source, at, at + length)
    if (to === null) continue
    result += source.slice(copied, at) + to
    copied = at + length
    at = copied - 1
  }
  return copied === 0 ? source : result + source.slice(copied)
}

/**
 * Key for search and duplicates: equal for texts a reader would call the same. Letters folded as
 * the language allows, aerab, ZWNJ and direction marks gone, digits 0-9, lower case, single spaces.
 */
export function searchKey(text: string, language: string): string {
  const folded = normaliseText(text, language, 'key').toLowerCase()
  const calm = (RULES_OF[language] ?? language) === 'ur-Latn' ? folded.replaceAll(/(.)\1{2,}/gu, '$1$1') : folded
  return calm.replaceAll(/\s+/g, ' ').trim()
}
