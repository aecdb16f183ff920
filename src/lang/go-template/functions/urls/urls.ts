import { derived, mapOf } from '../results.ts'
import { escape } from './escape.ts'
import { hostname, parseUrl } from './parse.ts'
import { kindOf } from '../kind.ts'
import { mapAt, nilPointer, stringAt } from '../arguments.ts'
import { refuse } from '../../refuse.ts'
import type { Functions } from '../function.ts'
import type { GoMap } from '../../value.ts'

/** https://masterminds.github.io/sprig/url.html */
export const urlFunctions: Functions = {
  urlParse: {
    params: ['string'],
    call: (args, call) => {
      const url = parseUrl(stringAt(args, 0))
      if (typeof url === 'string') throw refuse(`unable to parse url: ${url}`)
      const parts = Object.entries({ ...url, hostname: hostname(url.host) })
      return mapOf(new Map(parts.map(([name, part]) => [name, derived(part, args, call)])), args, call)
    },
  },
  urlJoin: {
    params: ['map'],
    call: (args, call) => {
      const map = mapAt(args, 0)
      const used = [...map.entries.values()].filter(({ kind }) => kind === 'string')
      return derived(joinUrl(map), [map, ...used], call)
    },
  },
}

/** https://pkg.go.dev/net/url#URL.String */
function joinUrl(map: GoMap): string {
  const [scheme, host, path] = [partOf(map, 'scheme'), partOf(map, 'host'), partOf(map, 'path')]
  const [query, opaque, fragment] = [partOf(map, 'query'), partOf(map, 'opaque'), partOf(map, 'fragment')]
  const userinfo = userOf(partOf(map, 'userinfo'))
  const start = scheme === '' ? '' : `${scheme}:`
  const middle = opaque === '' ? hierarchy(start, host, path, userinfo) : start + opaque
  return (
    middle + (query === '' ? '' : `?${query}`) + (fragment === '' ? '' : `#${escape(fragment, 'fragment')}`)
  )
}

function hierarchy(start: string, host: string, path: string, userinfo: string | undefined): string {
  const hasHost = host !== '' || userinfo !== undefined
  const isAny = start !== '' || hasHost
  let made = start
  if (isAny && (hasHost || path !== '')) made += '//'
  if (userinfo !== undefined) made += `${userinfo}@`
  made += escape(host, 'host')
  const escaped = path === '*' ? '*' : escape(path, 'path')
  if (escaped !== '' && !escaped.startsWith('/') && host !== '') made += '/'
  if (made === '' && /^[^/]*:/u.test(escaped)) made += './'
  return made + escaped
}

/** A user as it is printed, undefined where there is none. */
function userOf(userinfo: string): string | undefined {
  if (userinfo === '') return undefined
  const url = parseUrl(`proto://${userinfo}@host`)
  if (typeof url === 'string') throw refuse(`unable to parse userinfo in dict: ${url}`)
  return url.userinfo
}

function partOf({ entries }: GoMap, name: string): string {
  const value = entries.get(name)
  if (value === undefined) return ''
  if (value.kind === 'string') return value.text.value
  if (value.kind === 'nil') throw nilPointer()
  throw refuse(`unable to parse ${name} key, must be of type string, but ${kindOf(value)} found`)
}
