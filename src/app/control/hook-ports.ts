import { spawn } from 'node:child_process'
import { lookup } from 'node:dns/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { privateHost } from '../../model/private-host.ts'
import type { HookPorts, Ran, Reply } from '../../server/hooks/ports.ts'

/** Hooks over the network and as programs of this machine. */
export function ports({ allowsPrivate }: { readonly allowsPrivate: boolean }): HookPorts {
  return {
    post: (url, headers, body, signal) => post(url, headers, body, { allowsPrivate, signal }),
    run,
    now: () => Date.now(),
    wait: async (milliseconds, signal) => {
      await wait(milliseconds, undefined, { signal }).catch(() => undefined)
    },
  }
}

const mostRead = 64 * 1024

async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
  { allowsPrivate, signal }: { readonly allowsPrivate: boolean; readonly signal: AbortSignal },
): Promise<Reply> {
  try {
    // A public name may lead to a private address.
    const { hostname } = new URL(url)
    const found = allowsPrivate ? [] : await lookup(hostname.replace(/^\[|\]$/gu, ''), { all: true })
    const inside = found.find(({ address }) => privateHost(address) !== undefined)
    if (inside !== undefined) return { kind: 'silent', why: 'Its name leads to a private address.' }
    const reply = await fetch(url, { method: 'POST', headers, body, signal, redirect: 'manual' })
    const after = Number(reply.headers.get('retry-after') ?? Number.NaN)
    return {
      kind: 'answered',
      status: reply.status,
      body: (await reply.text()).slice(0, mostRead),
      retryAfter: Number.isFinite(after) ? after : undefined,
    }
  } catch (error) {
    return { kind: 'silent', why: signal.aborted ? 'It did not answer in time.' : wordsOf(error) }
  }
}

function wordsOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause ?? error) : error
  return cause instanceof Error ? `It could not be reached: ${cause.message}.` : 'It could not be reached.'
}

/** The program has the event on its standard input, and nothing of our environment but where programs are. */
function run([program = '', ...args]: readonly string[], input: string, signal: AbortSignal): Promise<Ran> {
  return new Promise((take) => {
    const { PATH = '', HOME = '', LANG = 'C.UTF-8' } = process.env
    const child = spawn(program, args, {
      signal,
      killSignal: 'SIGKILL',
      env: { PATH, HOME, LANG },
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => {
      if (output.length < mostRead) output += chunk.toString('utf8')
    })
    child.on('error', (error) =>
      take({
        kind: 'silent',
        why: signal.aborted ? 'It did not end in time.' : `It could not be run: ${error.message}.`,
      }),
    )
    child.on('close', (code) => take({ kind: 'ended', code: code ?? 1, output }))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input)
  })
}
