import type { FastifyInstance } from 'fastify'
import { admittedCaller } from '../routes/admission.ts'

/** One answer as it is written down. */
export type ReplyLogEntry = {
  at: number
  method: string
  /** The door's pattern, never the address itself: that may hold anything. */
  route: string
  status: number
  ms: number
  project?: string
  person?: string
  laptop?: string
}

/** Tells of every answer that was given. */
export function addReplyLog(app: FastifyInstance, tell: (entry: ReplyLogEntry) => void): void {
  app.addHook('onResponse', async (request, reply) => {
    const caller = admittedCaller(request)
    tell({
      at: Date.now(),
      method: request.method,
      route: request.routeOptions.url ?? '-',
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime),
      ...(caller && { project: caller.projectId, person: caller.annotatorId, laptop: caller.enrolmentId }),
    })
  })
}
