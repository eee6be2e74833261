import type { Mark } from '#renderer/ui/marked-text/mark.ts'

const LABELS = {
  person: { colour: 1, ur: 'شخص', en: 'Person' },
  place: { colour: 2, ur: 'جگہ', en: 'Place' },
  organisation: { colour: 3, ur: 'ادارہ', en: 'Org' },
  title: { colour: 4, ur: 'عہدہ', en: 'Title' },
  date: { colour: 5, ur: 'تاریخ', en: 'Date' },
  amount: { colour: 6, ur: 'رقم', en: 'Amount' },
  disease: { colour: 7, ur: 'بیماری', en: 'Disease' },
  event: { colour: 8, ur: 'واقعہ', en: 'Event' },
} as const

export type SampleLabel = keyof typeof LABELS

/** The text of the annotate pictures. */
export const NEWS = [
  'ملتان ضلع کونسل کے چیئرمین کامران نیازی نے ۱۴ مارچ ۲۰۲۵ کو رحمت ہسپتال میں بچوں کے نئے وارڈ کا افتتاح کیا۔ اس وارڈ پر Hope Foundation اور حکومتِ پنجاب نے مل کر 3.5 کروڑ روپے خرچ کیے ہیں اور پندرہ نئے بستر لگائے ہیں۔',
  'تقریب میں ڈاکٹر ثمینہ گل نے بتایا کہ مظفرگڑھ اور خانیوال سے روزانہ دو سو مریض آتے ہیں، جن میں سے آدھے بچے ملیریا یا ڈینگی کا شکار ہوتے ہیں۔',
  'چیئرمین نے وعدہ کیا کہ جون سے پہلے کوٹ ادو میں بھی ایسا ہی مرکز کھولا جائے گا۔',
].join('\n')

export type SampleOptions = { readonly language?: 'ur' | 'en'; readonly nth?: number }

/** The mark of the `nth` place (from 0) where `quote` stands. */
export function markOf(text: string, quote: string, label: SampleLabel, options: SampleOptions = {}): Mark {
  const { language = 'ur', nth = 0 } = options
  let start = -1
  for (let at = 0; at <= nth; at += 1) start = text.indexOf(quote, start + 1)
  if (start === -1) throw new Error(`«${quote}» is not in the sample`)
  const { colour, [language]: name } = LABELS[label]
  const id = `${label}-${start}-${quote.length}`
  return {
    id,
    start,
    end: start + quote.length,
    colour,
    line: colour > 6 ? 'dashed' : 'solid',
    name,
    keyCap: `${colour}`,
  }
}

export function newsMarks(language: 'ur' | 'en'): Mark[] {
  const rows: [string, SampleLabel, number?][] = [
    ['ملتان ضلع کونسل', 'organisation'],
    ['ملتان', 'place'],
    ['ضلع کونسل کے چیئرمین', 'title'],
    ['کامران نیازی', 'person'],
    ['۱۴ مارچ ۲۰۲۵', 'date'],
    ['رحمت ہسپتال', 'organisation'],
    ['Hope Foundation', 'organisation'],
    ['حکومتِ پنجاب', 'organisation'],
    ['پنجاب', 'place'],
    ['3.5 کروڑ روپے', 'amount'],
    ['ڈاکٹر ثمینہ گل', 'person'],
    ['مظفرگڑھ', 'place'],
    ['خانیوال', 'place'],
    ['ملیریا', 'disease'],
    ['ڈینگی', 'disease'],
    ['چیئرمین', 'title', 1],
    ['جون', 'date'],
  ]
  return rows.map(([quote, label, nth]) => markOf(NEWS, quote, label, { language, nth: nth ?? 0 }))
}
