// `npm start`: installs and builds what is missing, then starts everything, as `plumbline up` does;
// `npm start -- ARGS` hands the arguments to the command line instead.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { home, ready } from './project.mjs'

ready()
const given = process.argv.slice(2)
const args = given.length > 0 ? given : ['up']
const child = spawn(process.execPath, [join(home, 'bin/plumbline'), ...args], { stdio: 'inherit' })
// Ctrl-C reaches both of us; who does the work ends it, and we go when it has gone.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT') child.kill(signal)
  })
}
child.on('error', () => process.exit(3))
child.on('close', (code) => process.exit(code ?? 130))
