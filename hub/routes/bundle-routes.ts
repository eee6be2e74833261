import { workRequestSchema } from '#shared/sync/messages/bundle-reply.ts'
import { projectKeysSchema } from '#shared/sync/project-keys.ts'
import { openBundle } from '../services/open-bundle.ts'
import { putKeys } from '../services/project-keys.ts'
import { exportEverything, exportWork } from '../services/write-bundles.ts'
import { refuse, type HubRoute } from './hub-route.ts'
import { jsonOf } from './read-body.ts'

const PROJECT = '/v1/projects/:project'
const LEADS = ['lead'] as const

/** Files and the keys that open and sign them (docs/bundles.md). */
export const BUNDLE_ROUTES: readonly HubRoute[] = [
  {
    method: 'PUT',
    path: `${PROJECT}/keys`,
    what: 'hand over the keys of the project',
    open: false,
    roles: LEADS,
    async handle({ hub, caller, body }) {
      const keys = jsonOf(body, projectKeysSchema)
      if (!keys.ok) return refuse(keys.error)
      const put = await putKeys(hub, caller, keys.value)
      return put.ok ? { status: 201, json: {} } : refuse(put.error)
    },
  },
  {
    method: 'POST',
    path: `${PROJECT}/bundles`,
    what: 'open a file of answers or of everything',
    open: false,
    roles: LEADS,
    takes: 'bundle',
    async handle({ hub, caller, body }) {
      const opened = await openBundle(hub, caller, body)
      return opened.ok ? { status: 201, json: opened.value } : { refusal: opened.error }
    },
  },
  {
    method: 'GET',
    path: `${PROJECT}/bundles/everything`,
    what: 'fetch a file of everything',
    open: false,
    roles: LEADS,
    async handle({ hub, caller }) {
      const written = await exportEverything(hub, caller)
      return written.ok ? { status: 200, file: written.value } : { refusal: written.error }
    },
  },
  {
    method: 'POST',
    path: `${PROJECT}/bundles/work`,
    what: 'fetch a work package of one person',
    open: false,
    roles: LEADS,
    async handle({ hub, caller, body }) {
      const request = jsonOf(body, workRequestSchema)
      if (!request.ok) return refuse(request.error)
      const written = await exportWork(hub, caller, request.value)
      return written.ok ? { status: 200, file: written.value } : { refusal: written.error }
    },
  },
]
