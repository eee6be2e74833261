import { isRecord } from './is-record.ts'
import { emptyCells, type SourceAnswer, type SourceRow } from './row-parser.ts'

/**
 * Tasks as Label Studio exports them (JSON): `data` holds the texts, `annotations` (older:
 * `completions`) and `predictions` hold results of `from_name` (question) on `to_name` (field).
 */
export type LabelStudioTask = { data: Record<string, unknown> } & Record<string, unknown>

const listOf = (value: unknown): Record<string, unknown>[] => (Array.isArray(value) ? value.filter(isRecord) : [])
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : []

export function isLabelStudioTask(value: Record<string, unknown>): value is LabelStudioTask {
  return isRecord(value.data) && ['annotations', 'completions', 'predictions'].some((key) => Array.isArray(value[key]))
}

function plain(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** Who wrote it: a name, an e-mail address or a number, as the version of Label Studio gives it. */
function annotatorOf(answer: Record<string, unknown>): string {
  const by = answer.completed_by ?? answer.created_username ?? answer.model_version
  if (isRecord(by)) {
    const name = [by.first_name, by.last_name].filter((part) => typeof part === 'string' && part !== '').join(' ')
    return name === '' ? plain(by.email ?? by.id) : name
  }
  return plain(by)
}

function addResult(answer: SourceAnswer, result: Record<string, unknown>) {
  if (!isRecord(result.value)) return
  const value = result.value
  const question = plain(result.from_name)
  const labels = texts(value.labels ?? value.hypertextlabels)
  if (typeof value.start === 'number' && typeof value.end === 'number' && labels.length > 0) {
    const covered = typeof value.text === 'string' ? value.text : null
    answer.spans.push({ question, field: plain(result.to_name), start: value.start, end: value.end, covered, labels })
    return
  }
  const choices = texts(value.choices)
  // A taxonomy gives paths; the last label is the one chosen.
  const leaves = Array.isArray(value.taxonomy) ? value.taxonomy.flatMap((path) => texts(path).slice(-1)) : []
  if (choices.length + leaves.length > 0) answer.choices.push({ question, labels: [...choices, ...leaves] })
}

function readAnswer(source: Record<string, unknown>, kind: SourceAnswer['kind']): SourceAnswer {
  const time = Date.parse(plain(source.updated_at ?? source.created_at))
  const answer: SourceAnswer = {
    annotator: annotatorOf(source),
    kind,
    choices: [],
    spans: [],
    updatedAt: Number.isNaN(time) ? 0 : time,
    activeMs: typeof source.lead_time === 'number' ? Math.round(source.lead_time * 1000) : 0,
    cancelled: source.was_cancelled === true,
  }
  for (const result of listOf(source.result)) addResult(answer, result)
  return answer
}

/** Data of a task become cells, its id too; annotations keep their structure. */
export function labelStudioRow(line: number, task: LabelStudioTask): SourceRow {
  const cells = emptyCells()
  if (task.id !== undefined) cells.id = task.id
  for (const [name, value] of Object.entries(task.data)) cells[name] = value
  const written = Array.isArray(task.annotations) ? task.annotations : task.completions
  const answers = [
    ...listOf(written).map((answer) => readAnswer(answer, 'answer')),
    ...listOf(task.predictions).map((answer) => readAnswer(answer, 'suggestion')),
  ]
  return { line, cells, answers }
}
