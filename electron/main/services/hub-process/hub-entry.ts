import { startHubServer, type HubServer } from '#hub/hub-server.ts'
import { recentContacts } from '#hub/services/contacts.ts'
import { toHubSchema, type FromHub, type ToHub } from './hub-messages.ts'
import { problemOf } from './hub-problem.ts'

/*
 * The utility process in which the team's hub runs on a lead's laptop. Started by hub-keeper.ts, it hears and says what
 * hub-messages.ts has; everything else is the same hub as `npm run hub`.
 */

/** Every network of this laptop: other laptops come by any of them. Always TLS, so tokens are never in the open. */
const EVERYWHERE = '0.0.0.0'
const LOOK_EVERY_MS = 5_000
const DAY_MS = 24 * 60 * 60 * 1000
/** Requests under way are given so long. */
const GRACE_MS = 10_000

// Secrets lie in the data folder.
process.umask(0o077)

const { parentPort } = process
const say = (message: FromHub) => parentPort.postMessage(message)

let serving: HubServer | null = null
let stopped = false

async function start({ data, port, version, staticDir }: Extract<ToHub, { kind: 'start' }>): Promise<void> {
  try {
    const options = { data, port, version, staticDir, host: EVERYWHERE, tls: true }
    serving = await startHubServer({ ...options, log: tell })
  } catch (error) {
    const { code } = (error ?? {}) as { code?: unknown }
    say({ kind: 'failed', problem: problemOf(error), code: typeof code === 'string' ? code : '' })
    process.exit(1)
  }
  if (stopped) return stop()
  const { id: hub, fingerprint, ownerCode } = serving
  say({ kind: 'ready', hub, urls: serving.reachable(), fingerprint: fingerprint ?? '', ownerCode })
  await lookAround(serving)
}

/** Replies are too many for the app's log; failures and backups are not. */
function tell({ what, ...fields }: Readonly<Record<string, unknown>>): void {
  if (what !== 'reply') say({ kind: 'log', event: `hub-${String(what)}`, fields })
}

async function lookAround(server: HubServer): Promise<void> {
  let told = ''
  for (;;) {
    const people = await recentContacts(server.context, Date.now() - DAY_MS).catch(() => [])
    if (stopped) return
    const message: FromHub = { kind: 'present', urls: server.reachable(), people }
    const text = JSON.stringify(message)
    if (text !== told) say(message)
    told = text
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS).unref())
  }
}

function stop(): void {
  stopped = true
  setTimeout(() => process.exit(1), GRACE_MS).unref()
  // Before it serves: `start` stops it as soon as it does.
  void serving?.stop().then(() => process.exit(0))
}

parentPort.on('message', ({ data }) => {
  const message = toHubSchema.parse(data)
  if (message.kind === 'start') void start(message)
  else stop()
})
