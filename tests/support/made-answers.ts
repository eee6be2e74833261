import { SAMPLE_TEXTS } from '#shared/templates/sample-texts.ts'
import { productReviews } from '#shared/templates/product-reviews.ts'
import { seededRandom } from '#tests/faults/seeded-random.ts'

const [OPINION, PARTS] = productReviews.questions.map(({ title }) => title)
const LABELS = ['اچھی', 'بُری', 'ملی جلی'] as const
const MARKS = ['چیز', 'خوبی', 'خامی'] as const

export type MadePerson = {
  name: string
  /** How often they answer as they should, 0 to 1. */
  care: number
  /** Share of the texts that they answer. */
  part?: number
}

const PEOPLE: readonly MadePerson[] = [
  { name: 'عائشہ خان', care: 0.9 },
  { name: 'بلال', care: 0.88 },
  { name: 'فاطمہ', care: 0.86 },
  { name: 'حمزہ', care: 0.7 },
]

/** Answers of several people to made texts of the sample project, as our own JSONL has them. `from`: number of the first text. The same for the same seed. */
export function madeAnswers({ from = 0, texts = 120, people = PEOPLE, seed = 7 } = {}): string {
  const random = seededRandom(seed)
  const below = (n: number) => Math.floor(random() * n)
  const rows: string[] = []
  for (let n = from; n < from + texts; n += 1) {
    // The first ones are those of the sample project itself.
    const sample = SAMPLE_TEXTS[n % SAMPLE_TEXTS.length] ?? ''
    const text = n < SAMPLE_TEXTS.length ? sample : `${sample} (${n + 1})`
    const truth = [0, 0, 0, 1, 1, 2][below(6)] ?? 0
    const words = [...text.matchAll(/\p{L}[\p{L}\p{M}]*/gu)].map((word) => ({
      start: word.index,
      end: word.index + word[0].length,
    }))
    const first = below(Math.max(1, words.length - 3))
    for (const [place, { name, care, part = 1 }] of people.entries()) {
      if (random() > part) continue
      const label = random() < care ? truth : (truth + 1 + below(2)) % 3
      const last = random() < care ? first + 1 : first + 2
      const from = words[first]
      const to = words[Math.min(last, words.length - 1)]
      const spans =
        from === undefined || to === undefined || random() > care + 0.08
          ? []
          : [
              {
                id: `s${n}x${place}`,
                start: codePoints(text, from.start),
                end: codePoints(text, to.end),
                covered: text.slice(from.start, to.end),
                label: MARKS[random() < care ? truth : below(3)],
              },
            ]
      rows.push(
        JSON.stringify({
          item_id: `made:${n}`,
          source_id: String(n + 1),
          annotator: name,
          status: random() < 0.03 ? 'unsure' : 'done',
          updated_at: new Date(Date.UTC(2026, 9, 1 + Math.floor(n / 12), 6, n % 60, place)).toISOString(),
          active_ms: 4_000 + below(9_000),
          'text.text': text,
          'meta.city': ['ملتان', 'سکھر', 'پشاور'][n % 3],
          [OPINION ?? '']: LABELS[label],
          [PARTS ?? '']: spans,
        }),
      )
    }
  }
  return `${rows.join('\n')}\n`
}

function codePoints(text: string, utf16: number): number {
  return Array.from(text.slice(0, utf16)).length
}
