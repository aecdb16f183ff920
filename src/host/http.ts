import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpPorts, HttpReply, HttpRequest } from '../model/http.ts'
import { bytesOf } from './fetch-ports.ts'

/** The longest answer that is read: a range of 11,000 points for 1,000 series is about half of it. */
const longestOfAll = 512_000_000

/** The network and the clock, for those who read signals of live systems. */
export const http: HttpPorts = httpUpTo(longestOfAll)

/** The same, where answers are not read that are longer than so many bytes. */
export function httpUpTo(longest: number): HttpPorts {
  return {
    ask: (request, signal) => ask(request, longest, signal),
    wait: (milliseconds, signal) => sleep(milliseconds, undefined, { signal }).catch(() => undefined),
  }
}

async function ask(
  { method, url, headers, body, seconds }: HttpRequest,
  longest: number,
  signal?: AbortSignal,
): Promise<HttpReply> {
  const limit = AbortSignal.timeout(seconds * 1000)
  try {
    const answer = await fetch(url, {
      method,
      headers,
      body: body ?? null,
      redirect: 'manual',
      signal: signal === undefined ? limit : AbortSignal.any([signal, limit]),
    })
    const bytes = await bytesOf(answer, longest)
    if (bytes === undefined)
      return { kind: 'silent', why: `its answer is longer than ${longest / 1_000_000} MB` }
    return {
      kind: 'answered',
      status: answer.status,
      text: new TextDecoder().decode(bytes),
      header: (name) => answer.headers.get(name) ?? undefined,
    }
  } catch (cause) {
    if (limit.aborted) return { kind: 'silent', why: `there was no answer in ${seconds} s`, isLate: true }
    const reason = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause
    return { kind: 'silent', why: reason instanceof Error ? reasonText(reason) : String(reason) }
  }
}

/** What went wrong, in one line; of TLS with what to do, which its own words don't say. */
function reasonText(reason: Error & { readonly code?: unknown }): string {
  const said = (reason.message || reason.name).trim().split('\n', 1)[0] ?? ''
  const code = typeof reason.code === 'string' ? reason.code : ''
  if (/wrong version number/u.test(said))
    return 'there is no TLS at this port, so its address may begin with http://'
  return ownAuthority.test(code)
    ? `${said}; where it is of your own authority, name a file with its certificate in NODE_EXTRA_CA_CERTS`
    : said
}

/** https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const ownAuthority =
  /^(?:UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT\w*|\w*SELF_SIGNED_CERT\w*)$/u
