import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EnrolReply } from '#shared/sync/messages/enrol.ts'

/** Header of a program of ours that keeps its token itself, sealed by the system; a browser gets a cookie it cannot read. */
const OWN_PROGRAM = 'nishan-client'
/** Whose of several cookies is meant. */
const PERSON = 'nishan-person'
const YEARS_S = 10 * 365 * 24 * 60 * 60

/** One browser may hold several people's work in one project. */
const nameFor = (projectId: string, annotatorId: string) => `nishan-${projectId}-${annotatorId}`

/** The token of a request: from its Authorization header, or from the cookie of the person it names in this project. */
export function tokenOf(request: FastifyRequest, projectId: string): string | null {
  const bearer = /^Bearer ([0-9a-f]{64})$/.exec(request.headers.authorization ?? '')
  if (bearer?.[1]) return bearer[1]
  const wanted = nameFor(projectId, String(request.headers[PERSON] ?? ''))
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=')
    if (name === wanted && value && /^[0-9a-f]{64}$/.test(value)) return value
  }
  return null
}

/** Hands a new token over: in the reply to a program of ours, to a browser as a cookie that no script can read. */
export function tokenReply(request: FastifyRequest, reply: FastifyReply, json: EnrolReply): EnrolReply {
  if (request.headers[OWN_PROGRAM] === 'app') return json
  const { token, ...rest } = json
  const secure = request.protocol === 'https' ? '; Secure' : ''
  reply.header(
    'set-cookie',
    `${nameFor(json.project, json.annotatorId)}=${token}; Path=/v1; Max-Age=${YEARS_S}; HttpOnly; SameSite=Strict${secure}`,
  )
  return rest
}
