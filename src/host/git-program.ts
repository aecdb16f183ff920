import { spawn } from 'node:child_process'
import { Fault } from '../kernel/fault.ts'
import { hardened } from './git.ts'

/** Runs git to its end without keeping this thread; what it prints, or a fault with its last words. */
export async function runGit(
  args: readonly string[],
  {
    environment = {},
    signal,
    input = '',
  }: {
    readonly environment?: Readonly<Record<string, string>>
    readonly signal?: AbortSignal | undefined
    readonly input?: string
  } = {},
): Promise<string> {
  const child = spawn('git', [...hardened, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    signal,
    env: { ...plain(), ...environment },
  })
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const failure = await new Promise<string | undefined>((ended) => {
    child.once('error', (error) => ended(error.message))
    child.once('close', (code) => ended(code === 0 ? undefined : `it ended with ${code ?? 'a signal'}`))
  })
  if (failure === undefined) return Buffer.concat(out).toString('utf8')
  const lines = Buffer.concat(err).toString('utf8').trim().split('\n')
  const why = (lines.find((line) => line.startsWith('fatal: ')) ?? lines.slice(-2).join(' ')).replace(
    'fatal: ',
    '',
  )
  throw new Fault('host/failed', {
    program: `git ${args.find((one) => !one.startsWith('-')) ?? ''}`,
    why: withoutSecrets(why || failure),
  })
}

/** Nothing of the user's own configuration, and no questions. */
function plain(): NodeJS.ProcessEnv {
  const { PATH, HOME, SSH_AUTH_SOCK, HTTPS_PROXY, https_proxy: proxy } = process.env
  return {
    PATH,
    HOME,
    SSH_AUTH_SOCK,
    HTTPS_PROXY: HTTPS_PROXY ?? proxy,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_LFS_SKIP_SMUDGE: '1',
  }
}

/** What an address may hold between its scheme and its host. */
function withoutSecrets(text: string): string {
  return text.replaceAll(/(?<=:\/\/)[^\s/@]+@/gu, '')
}
