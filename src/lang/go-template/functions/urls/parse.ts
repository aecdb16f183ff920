import { goQuoted } from '../../lexer.ts'
import { isProblem, problem, type UrlProblem } from './problem.ts'
import { escape, unescape } from './escape.ts'

/** A URL in its parts, without escapes where they have none. */
export interface Url {
  readonly scheme: string
  readonly opaque: string
  readonly userinfo: string
  readonly host: string
  readonly path: string
  readonly query: string
  readonly fragment: string
}

const nothing: Url = { scheme: '', opaque: '', userinfo: '', host: '', path: '', query: '', fragment: '' }

/** https://pkg.go.dev/net/url#Parse; a string is Go's error. */
export function parseUrl(text: string): Url | string {
  const mark = text.indexOf('#')
  const before = mark === -1 ? text : text.slice(0, mark)
  const url = withoutFragment(before)
  if (isProblem(url)) return `parse ${goQuoted(before)}: ${url.message}`
  const fragment = unescape(mark === -1 ? '' : text.slice(mark + 1), 'fragment')
  return isProblem(fragment) ? `parse ${goQuoted(text)}: ${fragment.message}` : { ...url, fragment }
}

/** A host without its port. */
export function hostname(host: string): string {
  const colon = host.lastIndexOf(':')
  const name = colon !== -1 && isPort(host.slice(colon)) ? host.slice(0, colon) : host
  return name.startsWith('[') && name.endsWith(']') ? name.slice(1, -1) : name
}

function withoutFragment(text: string): Url | UrlProblem {
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\u0000-\u001f\u007f]/u.test(text)) return problem('net/url: invalid control character in URL')
  if (text === '*') return { ...nothing, path: '*' }
  if (text.startsWith(':')) return problem('missing protocol scheme')
  const scheme = /^([a-z][\d+.a-z-]*):/iu.exec(text)?.[1] ?? ''
  const after = scheme === '' ? text : text.slice(scheme.length + 1)
  const [rest = '', ...queries] = after.split('?')
  const start: Url = { ...nothing, scheme: scheme.toLowerCase(), query: queries.join('?') }
  if (!rest.startsWith('/')) {
    if (scheme !== '') return { ...start, opaque: rest }
    if (/^[^/]*:/u.test(rest)) return problem('first path segment in URL cannot contain colon')
  }
  const hasHost = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'))
  return hasHost ? withHost(start, rest.slice(2)) : withPath(start, rest)
}

function withHost(start: Url, rest: string): Url | UrlProblem {
  const slash = rest.indexOf('/')
  const authority = slash === -1 ? rest : rest.slice(0, slash)
  const at = authority.lastIndexOf('@')
  const host = hostOf(authority.slice(at + 1))
  if (isProblem(host)) return host
  const userinfo = at === -1 ? '' : userOf(authority.slice(0, at))
  if (isProblem(userinfo)) return userinfo
  return withPath({ ...start, host, userinfo }, slash === -1 ? '' : rest.slice(slash))
}

function withPath(start: Url, escaped: string): Url | UrlProblem {
  const path = unescape(escaped, 'path')
  return isProblem(path) ? path : { ...start, path }
}

/** A user and a password as they are printed again. */
function userOf(text: string): string | UrlProblem {
  if (!/^[\w.:~!$&'()*+,;=%@-]*$/u.test(text)) return problem('net/url: invalid userinfo')
  const parts: string[] = []
  const [name = '', ...password] = text.split(':')
  for (const part of password.length === 0 ? [name] : [name, password.join(':')]) {
    const plain = unescape(part, 'user')
    if (isProblem(plain)) return plain
    parts.push(escape(plain, 'user'))
  }
  return parts.join(':')
}

function hostOf(host: string): string | UrlProblem {
  if (host.startsWith('[') && !host.includes(']')) return problem("missing ']' in host")
  const colon = host.startsWith('[') ? host.lastIndexOf(']') + 1 : host.lastIndexOf(':')
  const port = colon === -1 ? '' : host.slice(colon)
  if (!isPort(port)) return problem(`invalid port ${goQuoted(port)} after host`)
  return unescape(host, 'host')
}

function isPort(text: string): boolean {
  return text === '' || /^:\d*$/u.test(text)
}
