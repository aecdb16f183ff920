import type { FetchRules } from './fetch-rules.ts'

/** One answer over HTTP; status 0 when there is none, with the reason as its body. */
export interface HttpAnswer {
  readonly status: number
  readonly body: string
  /** Where the answer came from, after redirects. */
  readonly url: string
  header(name: string): string | undefined
}

/** One HTTP request that follows nothing by itself. */
export type HttpGet = (
  url: string,
  signal?: AbortSignal,
) => Promise<{ readonly status: number; readonly body: string; header(name: string): string | undefined }>

/** Requests that stay within the rules. */
export type Ask = (url: string) => Promise<HttpAnswer>

const mostRedirects = 5

/** Follows redirects as long as each leads to a host that may be asked: the first host alone does not decide that. */
export function askWithin(rules: FetchRules, get: HttpGet, signal?: AbortSignal): Ask {
  return async (first) => {
    let url = first
    for (let redirects = 0; redirects <= mostRedirects; redirects++) {
      const refused = refusalOf(url, rules)
      if (refused !== undefined) return nothing(url, refused)
      const answer = await get(url, signal)
      const next = answer.status >= 300 && answer.status < 400 ? answer.header('location') : undefined
      if (next === undefined) return { ...answer, url, header: (name) => answer.header(name) }
      if (!URL.canParse(next, url)) return nothing(url, 'it redirects to something that is no URL')
      url = new URL(next, url).href
    }
    return nothing(url, `it redirects more than ${mostRedirects} times`)
  }
}

/** Why a URL may not be asked, or undefined. */
export function refusalOf(url: string, { hosts, plain }: FetchRules): string | undefined {
  const { protocol, host } = new URL(url)
  if (!hosts.has(host)) return notAllowed(host)
  if (protocol === 'https:' || protocol === 'ssh:' || (protocol === 'http:' && plain.has(host)))
    return undefined
  return `${protocol} addresses are not followed, only https: and ssh:`
}

export function notAllowed(host: string): string {
  return `the host ${host} is not allowed; name it with --fetch-host to allow it`
}

function nothing(url: string, why: string): HttpAnswer {
  return { status: 0, body: why, url, header: () => undefined }
}
