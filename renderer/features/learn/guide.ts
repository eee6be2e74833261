/** The guide's sections in order; the words are in `learn.json` under the same names. */
export const GUIDE = [
  { id: 'label', steps: ['read', 'choose', 'mark', 'finish', 'doubt'] },
  { id: 'keys', steps: [] },
  { id: 'saved', steps: ['sign', 'failed', 'offline', 'undo'] },
  { id: 'import', steps: ['pick', 'excel', 'columns', 'rows', 'undo'] },
  { id: 'export', steps: ['kind', 'look', 'copy', 'usb'] },
  { id: 'people', steps: ['switch', 'same'] },
  { id: 'team', steps: ['join', 'label', 'handIn', 'leading', 'files', 'blind'] },
  { id: 'quality', steps: ['overlap', 'checks', 'known', 'training', 'practice'] },
  { id: 'agreement', steps: ['read', 'few', 'grid', 'look', 'paper'] },
  { id: 'settle', steps: ['queue', 'decide', 'own', 'unclear', 'kept'] },
] as const

export type GuideSection = (typeof GUIDE)[number]

type StepKeys<Section extends GuideSection> = Section extends GuideSection
  ? `${Section['id']}.${Section['steps'][number]}`
  : never

/** Name of a step's words. */
export function stepKey(section: GuideSection, step: string): StepKeys<GuideSection> {
  return `${section.id}.${step}` as StepKeys<GuideSection>
}

/** Keys of the work screen that one needs first; `?` there shows all. */
export const GUIDE_KEYS = [
  [['1', '…', '9'], 'labels'],
  [['Enter'], 'done'],
  [['←', '→'], 'walk'],
  [['Shift', '←', '→'], 'extend'],
  [['[', ']'], 'edges'],
  [['Del'], 'remove'],
  [['S'], 'skip'],
  [['D'], 'unsure'],
  [['PgUp', 'PgDn'], 'pages'],
  [['Ctrl', 'Z'], 'undo'],
  [['G'], 'guidelines'],
  [['?'], 'help'],
] as const
