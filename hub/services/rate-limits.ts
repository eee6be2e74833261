import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { networkOf } from './code-tries.ts'

/** Requests a minute. A laptop that hands in a season's work makes some hundred; a school behind one address has many. */
export type RateLimits = { perAddress: number; perLaptop: number }

export const RATE_LIMITS: RateLimits = { perAddress: 6_000, perLaptop: 1_200 }

const WINDOW_MS = 60_000
/** Addresses and laptops counted at once. */
const KEPT = 20_000

/** Seconds to wait, 0 = go on. */
export type LaptopLimit = (request: FastifyRequest) => Promise<number>

/**
 * Refuses whoever asks too often: by address before anything is read, and by laptop once its token is known. A token that
 * is not known counts for its address alone, or inventing tokens would be a way round.
 */
export async function addRateLimits(
  app: FastifyInstance,
  limits: RateLimits,
  laptopOf: (request: FastifyRequest) => string,
): Promise<LaptopLimit> {
  await app.register(rateLimit, { global: false, timeWindow: WINDOW_MS, cache: KEPT })
  const secondsOver = (check: ReturnType<FastifyInstance['createRateLimit']>) => async (request: FastifyRequest) => {
    const answer = await check(request)
    return answer.isAllowed || !answer.isExceeded ? 0 : Math.max(1, answer.ttlInSeconds)
  }
  const byAddress = secondsOver(
    app.createRateLimit({ max: limits.perAddress, keyGenerator: ({ ip }) => networkOf(ip) }),
  )
  app.addHook('onRequest', async (request, reply) => {
    const waitS = await byAddress(request)
    return waitS === 0 ? undefined : reply.code(429).header('retry-after', waitS).send({ code: 'too-many' })
  })
  return secondsOver(app.createRateLimit({ max: limits.perLaptop, keyGenerator: laptopOf }))
}
