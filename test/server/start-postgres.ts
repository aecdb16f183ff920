import { startPostgres } from '../../src/host/postgres/server.ts'

// A process of its own: starts the database in a folder, says so, and then does as it is told.
const [folder = '', then = 'leave'] = process.argv.slice(2)
const server = await startPostgres(folder)
const { pid, started } = server
if (then === 'stop') await server.stop()
process.stdout.write(`${JSON.stringify({ pid, started, uid: process.getuid?.() })}\n`)
if (then === 'stay') setInterval(() => undefined, 1000)
