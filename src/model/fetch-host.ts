/** A host that may be asked for modules; `plain` without TLS, which only this machine may be. */
export interface FetchHost {
  readonly host: string
  readonly plain: boolean
}

/** A host as a user names it: `HOST`, `HOST:PORT`, or `http://HOST:PORT` for one on this machine; otherwise why it is none. */
export function fetchHost(text: string): FetchHost | { readonly why: string } {
  const url = text.includes('://') ? text : `https://${text}`
  const { protocol, host, hostname, pathname } = URL.canParse(url) ? new URL(url) : nowhere
  if (host === '' || pathname !== '/' || (protocol !== 'https:' && protocol !== 'http:')) {
    return { why: `"${text}" is no host, such as git.example.com or git.example.com:8443` }
  }
  if (protocol === 'https:') return { host, plain: false }
  if (!isLoopback(hostname)) {
    return {
      why: `${text} is not encrypted, and http:// is only for hosts on this machine, such as http://localhost:8080`,
    }
  }
  return { host, plain: true }
}

const nowhere = { protocol: '', host: '', hostname: '', pathname: '' } as const

/** Source: RFC 6761 (localhost), RFC 1122 (127.0.0.0/8), RFC 4291 (::1). */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/u.test(hostname)
}
