// Fictional people, places and happenings, put together at random: letters, joins and lengths as in newspaper prose.
const WHO = [
  'کامران نیازی',
  'ڈاکٹر ثمینہ گل',
  'ماسٹر اللہ دتہ',
  'بی بی زرینہ',
  'انجینئر فہد سومرو',
  'حاجی گل زمان',
  'استانی رخسانہ',
  'Hope Foundation',
]
const WHERE = ['ملتان', 'کوٹ ادو', 'خانیوال', 'مظفرگڑھ', 'چنیوٹ', 'تھرپارکر', 'سبی', 'بنوں', 'سکھر', 'لورالائی']
const WHAT = [
  'نئے ہسپتال کا افتتاح کیا',
  'گندم کی فصل کا جائزہ لیا',
  'بچوں میں کتابیں تقسیم کیں',
  'سڑک کی مرمت کا وعدہ کیا',
  'پانی کی کمی پر تشویش ظاہر کی',
  'قرض کی آسان قسطوں کا اعلان کیا',
  'سکول کی چھت ٹھیک کروائی',
  'ڈینگی سے بچاؤ کی مہم چلائی',
]
const WHEN = ['۱۴ مارچ ۲۰۲۵ کو', 'پچھلے ہفتے', 'جون کے آخر میں', 'کل صبح', 'عید سے پہلے', 'دو سال بعد']
const AND = [
  'اور لوگوں نے اس پر خوشی کا اظہار کیا',
  'جس پر 3.5 کروڑ روپے خرچ ہوئے',
  'لیکن بارش کی وجہ سے کام رک گیا',
  'تاکہ گاؤں والوں کو سہولت ملے',
  'جبکہ محکمے نے رپورٹ مانگ لی',
  'اگرچہ مُحمّد علی وہاں موجود نہ تھے',
]

export type UrduSentences = {
  /** A whole number from 0 to below `limit`. */
  random(limit: number): number
  sentence(): string
  place(): string
}

/** Urdu of our own making; the same seed gives the same sentences for ever. */
export function urduSentences(seed: number): UrduSentences {
  let state = seed
  const random = (limit: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * limit)
  }
  const one = (from: readonly string[]): string => from[random(from.length)] ?? ''
  return {
    random,
    sentence: () => `${one(WHEN)} ${one(WHO)} نے ${one(WHERE)} میں ${one(WHAT)} ${one(AND)}۔`,
    place: () => one(WHERE),
  }
}
