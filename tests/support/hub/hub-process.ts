import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { startHubServer } from '#hub/hub-server.ts'
import { PROJECT_ROOT } from '#scripts/tasks/project-root.ts'
import type { HubChildOptions } from './hub-child.ts'

/*
 * A hub in a process of its own, for tests that kill it and for the bench: node hub-process.ts <options as JSON>. It serves the
 * built app. Says its owner's code when it listens, and answers each line it is sent with the most memory it has held.
 */
const { folder, port, relaxed, name, databaseUrl } = JSON.parse(process.argv[2] ?? '{}') as HubChildOptions
if (relaxed === true) {
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function relax(sql) {
    exec.call(this, sql.replace('synchronous = full', 'synchronous = off'))
  }
}
const { ownerCode } = await startHubServer({
  data: folder,
  host: '127.0.0.1',
  port,
  version: 'test',
  names: name === undefined ? [] : [name],
  databaseUrl: databaseUrl ?? null,
  staticDir: join(PROJECT_ROOT, 'dist/renderer'),
  // All laptops of a test ask from one address.
  rateLimits: { perAddress: 1e9, perLaptop: 1e9 },
})
const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)
say({ ownerCode })
process.stdin.on('data', () => say({ peakBytes: process.resourceUsage().maxRSS * 1024 }))
// Whoever started it is gone.
process.stdin.on('end', () => process.exit(0))
