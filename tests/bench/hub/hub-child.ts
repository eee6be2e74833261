import { startHubServer } from '#hub/hub-server.ts'

/*
 * A hub in a process of its own for the bench: node hub-child.ts <folder> <port> [database address]. Says its owner's code when
 * it listens, and answers each line it is sent with the most memory it has ever held, in bytes.
 */
const [data = '', port = '', databaseUrl = ''] = process.argv.slice(2)
const { ownerCode } = await startHubServer({
  data,
  host: '127.0.0.1',
  port: Number(port),
  version: 'bench',
  staticDir: null,
  databaseUrl: databaseUrl === '' ? null : databaseUrl,
  // All laptops of the bench ask from one address.
  rateLimits: { perAddress: 1e9, perLaptop: 1e9 },
})
process.stdout.write(`${JSON.stringify({ ownerCode })}\n`)
process.stdin.on('data', () => {
  process.stdout.write(`${JSON.stringify({ peakBytes: process.resourceUsage().maxRSS * 1024 })}\n`)
})
// The bench that started it is gone.
process.stdin.on('end', () => process.exit(0))
