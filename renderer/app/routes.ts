/** Places of the app, as hash locations. `:project` is a project id. */
export const ROUTES = {
  projects: '/',
  newProject: '/new',
  profiles: '/profiles',
  learn: '/learn',
  settings: '/settings',
  backups: '/backups',
  join: '/join',
  annotate: '/p/:project/label',
  labels: '/p/:project/labels',
  guidelines: '/p/:project/guidelines',
  import: '/p/:project/import',
  export: '/p/:project/export',
  people: '/p/:project/people',
  handOut: '/p/:project/hand-out',
  answers: '/p/:project/people/:person',
  held: '/p/:project/held',
  adjudicate: '/p/:project/adjudicate',
  agreement: '/p/:project/agreement',
} as const

export type ProjectPlace =
  | 'annotate'
  | 'labels'
  | 'guidelines'
  | 'import'
  | 'export'
  | 'people'
  | 'handOut'
  | 'held'
  | 'adjudicate'
  | 'agreement'

export function projectPath(place: ProjectPlace, projectId: string): string {
  return ROUTES[place].replace(':project', projectId)
}

/** The answers of one person. */
export function answersPath(projectId: string, person: string): string {
  return ROUTES.answers.replace(':project', projectId).replace(':person', person)
}

/** What of the queue of disagreements is looked at: null in `labels` = no label. */
export type AdjudicateLink = {
  question?: string
  labels?: readonly [one: string | null, other: string | null]
  person?: string
  batch?: string
  language?: string
  item?: string
}

/** Disagreements to settle: those that a link speaks of, or a certain text. */
export function adjudicatePath(projectId: string, { labels, ...link }: AdjudicateLink = {}): string {
  const asked = new URLSearchParams(link)
  if (labels !== undefined) asked.set('labels', labels.map((label) => label ?? '').join(','))
  const search = asked.toString()
  return `${projectPath('adjudicate', projectId)}${search === '' ? '' : `?${search}`}`
}

/** A section of the guidelines, by its heading. */
export function guidelinesPath(projectId: string, section: string): string {
  return `${projectPath('guidelines', projectId)}?${new URLSearchParams({ section }).toString()}`
}
