import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { buildApp } from '#hub/app.ts'
import { openSqlite } from '#hub/database/sqlite-database.ts'
import { createHubContext, ownerCodeOf } from '#hub/hub-context.ts'
import { ed25519Verifier } from '#hub/services/ed25519-verifier.ts'

/*
 * A hub in a process of its own, which the fault tests kill: node hub-process.ts <folder> <port> [relaxed]. Says its owner's
 * code when it listens. 'relaxed' takes the flushes out, to show what would be lost without them.
 */
const [folder = '', port = '', durability = 'strict'] = process.argv.slice(2)
if (durability === 'relaxed') {
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function relax(sql) {
    exec.call(this, sql.replace('synchronous = full', 'synchronous = off'))
  }
}
const hub = await createHubContext({
  database: await openSqlite(join(folder, 'hub.sqlite')),
  verifier: ed25519Verifier(),
  now: () => Date.now(),
  random: (length) => crypto.getRandomValues(new Uint8Array(length)),
})
const app = await buildApp({ staticDir: null, version: 'test', allowedHosts: ['hub.test'], hub })
await app.listen({ host: '127.0.0.1', port: Number(port) })
process.stdout.write(`${JSON.stringify({ ownerCode: await ownerCodeOf(hub) })}\n`)
