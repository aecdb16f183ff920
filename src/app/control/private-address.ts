import { lookup } from 'node:dns/promises'
import { privateHost } from '../../model/private-host.ts'

/** A public name may lead to a private address. */
export async function privateAddress(url: string): Promise<string | undefined> {
  const { hostname } = new URL(url)
  const found = await lookup(hostname.replace(/^\[|\]$/gu, ''), { all: true }).catch(() => [])
  if (!found.some(({ address }) => privateHost(address) !== undefined)) return undefined
  return `The name ${hostname} leads to a private address, which only an administrator of the installation may name.`
}
