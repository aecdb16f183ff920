import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createServer, type AddressInfo } from 'node:net'
import { sdkAsk } from '../../src/targets/aws/sdk.ts'
import type { Ask } from '../../src/targets/aws/table.ts'

/** An emulated account on this machine. */
export interface Moto {
  readonly ask: Ask
  readonly endpoint: string
  /** The environment in which the `aws` program speaks with it. */
  readonly environment: Readonly<Record<string, string>>
  stop(): void
}

/** Whether the programs are there; the caller says so where they are not. */
export function hasMoto(): boolean {
  return ['moto_server', 'aws'].every((name) => {
    const { error } = spawnSync(name, ['--version'], { stdio: 'ignore', timeout: 60_000 })
    return error === undefined
  })
}

/** Starts the emulator on a free port, and waits until it answers. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort()
  const server = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' })
  const endpoint = `http://127.0.0.1:${port}`
  await answering(server, endpoint)
  const environment = {
    AWS_ACCESS_KEY_ID: 'someone',
    AWS_SECRET_ACCESS_KEY: 'something',
    AWS_DEFAULT_REGION: 'eu-central-1',
    AWS_ENDPOINT_URL: endpoint,
    AWS_PAGER: '',
  }
  process.env['AWS_ACCESS_KEY_ID'] = environment.AWS_ACCESS_KEY_ID
  process.env['AWS_SECRET_ACCESS_KEY'] = environment.AWS_SECRET_ACCESS_KEY
  const place = { region: 'eu-central-1', profile: undefined, endpoint }
  return {
    ask: sdkAsk(place, new AbortController().signal),
    endpoint,
    environment,
    stop: () => void server.kill('SIGKILL'),
  }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

async function answering(server: ChildProcess, endpoint: string): Promise<void> {
  for (let left = 300; left > 0 && server.exitCode === null; left--) {
    try {
      await fetch(`${endpoint}/moto-api/`)
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
  }
  server.kill('SIGKILL')
  throw new Error('moto_server did not start')
}
