import { isAllowedHost, type FetchRules } from './fetch-rules.ts'

/** One answer over HTTP; status 0 when there is none, with the reason as its body. */
export interface HttpAnswer {
  readonly status: number
  readonly bytes: Uint8Array
  /** The bytes as text. */
  readonly body: string
  /** Where the answer came from, after redirects. */
  readonly url: string
  header(name: string): string | undefined
}

/** What is asked beside the address. */
export interface Asking {
  /** Sent to the first host only, and to no other that it redirects to. */
  readonly headers?: Readonly<Record<string, string>>
  /** The longest answer that is taken, in bytes. */
  readonly most?: number
}

/** One HTTP request that follows nothing by itself. */
export type HttpGet = (
  url: string,
  asking: Asking,
  signal?: AbortSignal,
) => Promise<{
  readonly status: number
  readonly bytes: Uint8Array
  header(name: string): string | undefined
}>

/** Requests that stay within the rules. */
export type Ask = (url: string, asking?: Asking) => Promise<HttpAnswer>

const mostRedirects = 5

/** Follows redirects as long as each leads to a host that may be asked: the first host alone does not decide that. */
export function askWithin(rules: FetchRules, get: HttpGet, signal?: AbortSignal): Ask {
  return async (first, asking = {}) => {
    let url = first
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const refused = refusalOf(url, rules)
      if (refused !== undefined) return nothing(url, refused)
      const isFirst = new URL(url).origin === new URL(first).origin
      const answer = await get(url, isFirst ? asking : { ...asking, headers: {} }, signal)
      const next = answer.status >= 300 && answer.status < 400 ? answer.header('location') : undefined
      if (next === undefined) return answered(url, answer)
      if (!URL.canParse(next, url)) return nothing(url, 'it redirects to something that is no URL')
      url = new URL(next, url).href
    }
    return nothing(url, `it redirects more than ${mostRedirects} times`)
  }
}

/** Why a URL may not be asked, or undefined. */
function refusalOf(url: string, rules: FetchRules): string | undefined {
  if (!URL.canParse(url)) return 'it is no URL'
  const { protocol, host, username, password } = new URL(url)
  if (!isAllowedHost(host, rules)) return notAllowed(host)
  if (username !== '' || password !== '') return 'an address with a password in it is not asked'
  if (protocol === 'https:' || protocol === 'ssh:' || (protocol === 'http:' && rules.plain.has(host)))
    return undefined
  return `${protocol} addresses are not followed, only https: and ssh:`
}

export function notAllowed(host: string): string {
  return `the host ${host} is not allowed; name it with --fetch-host to allow it`
}

/** Why an answer is none that can be used. */
export function failureOf({ status, body }: HttpAnswer): string {
  return status === 0 ? body : `status ${status}`
}

function nothing(url: string, why: string): HttpAnswer {
  return answered(url, { status: 0, bytes: new TextEncoder().encode(why), header: () => undefined })
}

function answered(url: string, answer: Awaited<ReturnType<HttpGet>>): HttpAnswer {
  const { status, bytes } = answer
  let text: string | undefined
  return {
    status,
    bytes,
    get body() {
      text ??= new TextDecoder().decode(bytes)
      return text
    },
    url,
    header: (name) => answer.header(name),
  }
}
