/** How each language is written: direction, typeface, line height (measured with tags), interface code. */
export type TextLanguage = {
  code: string
  name: string
  autonym: string
  dir: 'rtl' | 'ltr'
  typeface: 'nastaliq' | 'naskh' | 'latin'
  /** Line height of the annotation surface, as a multiple of the font size. */
  lineHeight: number
  /** Value of the `lang` attribute: 'ur' where no font knows the language, so that digits keep Urdu shapes. */
  lang: string
  aliases: readonly string[]
}

type Row = [
  code: string,
  name: string,
  autonym: string,
  typeface: TextLanguage['typeface'],
  more?: Partial<TextLanguage>,
]

const LINE_HEIGHTS = { nastaliq: 2.5, naskh: 1.8, latin: 1.6 } as const

const rows: Row[] = [
  ['ur', 'Urdu', 'اردو', 'nastaliq', { aliases: ['urd'] }],
  ['pa-Arab', 'Punjabi (Shahmukhi)', 'پنجابی', 'nastaliq', { aliases: ['pnb', 'lah'] }],
  ['skr', 'Saraiki', 'سرائیکی', 'nastaliq', { lang: 'ur' }],
  ['hno', 'Hindko', 'ہندکو', 'nastaliq', { lang: 'ur', aliases: ['hnd'] }],
  ['sd', 'Sindhi', 'سنڌي', 'naskh', { aliases: ['sd-Arab', 'snd'] }],
  ['ps', 'Pashto', 'پښتو', 'naskh', { aliases: ['pbu', 'pst', 'pbt'] }],
  ['bal', 'Balochi', 'بلۏچی', 'nastaliq', { aliases: ['bgn', 'bcc', 'bgp'] }],
  ['brh', 'Brahui', 'براہوئی', 'nastaliq', { lang: 'ur' }],
  ['ks', 'Kashmiri', 'کٲشُر', 'nastaliq', { lineHeight: 2.6, aliases: ['ks-Arab', 'kas'] }],
  ['khw', 'Khowar', 'کھوار', 'nastaliq', { lang: 'ur' }],
  ['scl', 'Shina', 'شینا', 'nastaliq', { lang: 'ur', aliases: ['plk'] }],
  ['trw', 'Torwali', 'توروالی', 'nastaliq', { lang: 'ur' }],
  ['gwc', 'Gawri', 'گاؤری', 'nastaliq', { lang: 'ur' }],
  ['mvy', 'Indus Kohistani', 'کوہستانی', 'nastaliq', { lang: 'ur' }],
  ['bsk', 'Burushaski', 'بروشسکی', 'nastaliq', { lang: 'ur' }],
  ['bft', 'Balti', 'بلتی', 'naskh', { lang: 'ur' }],
  ['gju', 'Gojri', 'گوجری', 'nastaliq', { lang: 'ur' }],
  ['phr', 'Pahari-Pothwari', 'پہاڑی', 'nastaliq', { lang: 'ur' }],
  ['ur-Latn', 'Roman Urdu', 'Roman Urdu', 'latin'],
  ['en', 'English', 'English', 'latin'],
]

export const LANGUAGES: readonly TextLanguage[] = rows.map(([code, name, autonym, typeface, more]) => ({
  code,
  name,
  autonym,
  typeface,
  dir: typeface === 'latin' ? 'ltr' : 'rtl',
  lineHeight: LINE_HEIGHTS[typeface],
  lang: code,
  aliases: [],
  ...more,
}))

const byCode = new Map(
  LANGUAGES.flatMap((language) => [language.code, ...language.aliases].map((code) => [code, language])),
)
const urdu = LANGUAGES[0] as TextLanguage

/** The language of a code or alias; Urdu for a code we do not know. */
export function languageOf(code: string): TextLanguage {
  return byCode.get(code) ?? urdu
}
