/**
 * Why a host is no public one, as far as its text says it; undefined when nothing speaks against it. Registered ranges:
 * https://www.iana.org/assignments/iana-ipv4-special-registry/ and https://www.iana.org/assignments/iana-ipv6-special-registry/
 */
export function privateHost(host: string): string | undefined {
  const name = host
    .replace(/^\[|\]$/gu, '')
    .toLowerCase()
    .replace(/\.$/u, '')
  if (/^(?:localhost|.*\.(?:localhost|local|internal))$/u.test(name))
    return 'a name of this machine or network'
  if (!name.includes(':')) return ipv4(name)
  const [, mapped] = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/u.exec(name) ?? []
  if (mapped !== undefined) return ipv4(mapped)
  // What isn't global unicast (2000::/3), and what only wraps an IPv4 address: NAT64, 6to4, Teredo.
  if (!/^[23][0-9a-f]{3}:/u.test(name)) return 'no public address'
  return /^(?:2002:|2001:0?:|2001::)/u.test(name) ? 'a wrapped address' : undefined
}

const special: readonly (readonly [string, number, string])[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'a private network'],
  ['100.64.0.0', 10, 'a network of the provider'],
  ['127.0.0.0', 8, 'this machine'],
  ['169.254.0.0', 16, 'a link-local address'],
  ['172.16.0.0', 12, 'a private network'],
  ['192.0.0.0', 24, 'a reserved address'],
  ['192.168.0.0', 16, 'a private network'],
  ['198.18.0.0', 15, 'a network for benchmarks'],
  ['224.0.0.0', 3, 'no address of one machine'],
]

function ipv4(name: string): string | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u.exec(name)
  if (parts === null) return undefined
  const address = numberOf(name)
  return special.find(([start, bits]) => address >>> (32 - bits) === numberOf(start) >>> (32 - bits))?.[2]
}

function numberOf(name: string): number {
  return name.split('.').reduce((all, part) => (all * 256 + Number(part)) >>> 0, 0)
}
