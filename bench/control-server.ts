import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { program } from './built.ts'

/** The server as it is started, on this database. */
export async function started(
  url: string,
  state: string,
): Promise<{ readonly child: ChildProcess; readonly address: string }> {
  const options = (process.env['PLUMBLINE_BENCH_NODE'] ?? '').split(' ').filter((one) => one !== '')
  const child = spawn(
    process.execPath,
    [...options, fileURLToPath(program), 'server', '--state', state, '--host', '127.0.0.1', '--port', '0'],
    { stdio: ['ignore', 'pipe', 'ignore'], env: { ...process.env, DATABASE_URL: url } },
  )
  // It goes on saying what it does, so somebody has to listen.
  const port = await new Promise<string>((take) =>
    child.stdout.on('data', (chunk) => {
      const said = /port (\d+)/u.exec(String(chunk))?.[1]
      if (said !== undefined) take(said)
    }),
  )
  return { child, address: `http://127.0.0.1:${port}` }
}

/** Asks a process to stop, and waits until it has. */
export async function ended(child: ChildProcess): Promise<void> {
  const gone = new Promise((take) => child.once('exit', take))
  child.kill('SIGINT')
  await gone
}
