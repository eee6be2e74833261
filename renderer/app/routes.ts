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
} as const

export type ProjectPlace = 'annotate' | 'labels' | 'guidelines' | 'import' | 'export' | 'people' | 'handOut' | 'held'

export function projectPath(place: ProjectPlace, projectId: string): string {
  return ROUTES[place].replace(':project', projectId)
}

/** The answers of one person. */
export function answersPath(projectId: string, person: string): string {
  return ROUTES.answers.replace(':project', projectId).replace(':person', person)
}
