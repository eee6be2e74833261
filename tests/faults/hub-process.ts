import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startHubServer } from '#hub/hub-server.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'

/*
 * A hub in a process of its own, which the fault tests kill: node hub-process.ts <folder> <port> [relaxed] [name].
 * Says its owner's code when it listens. 'relaxed' takes the flushes out, to show what would be lost without them; the name
 * is another address at which it is reached. It serves the built app.
 */
const [data = '', port = '', durability = 'strict', name = ''] = process.argv.slice(2)
if (durability === 'relaxed') {
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function relax(sql) {
    exec.call(this, sql.replace('synchronous = full', 'synchronous = off'))
  }
}
const { ownerCode } = await startHubServer({
  data,
  host: '127.0.0.1',
  port: Number(port),
  version: 'test',
  names: name === '' ? [] : [name],
  staticDir: join(PROJECT_ROOT, 'dist/renderer'),
  rateLimits: { perAddress: 1e9, perLaptop: 1e9 },
})
process.stdout.write(`${JSON.stringify({ ownerCode })}\n`)
