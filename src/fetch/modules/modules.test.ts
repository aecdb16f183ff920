import { describe, expect, it } from 'vitest'
import { fetchModule, type FetchPorts } from './modules.ts'

const rules = {
  hosts: new Set(['tf.acme.dev', 'git.acme.dev']),
  plain: new Set<string>(),
  defaultHost: 'tf.acme.dev',
  cache: '/cache',
}

const pages: Readonly<Record<string, { body: string; header?: string }>> = {
  'https://tf.acme.dev/.well-known/terraform.json': { body: '{"modules.v1":"/v1/modules/"}' },
  'https://tf.acme.dev/v1/modules/acme/net/aws/versions': {
    body: '{"modules":[{"versions":[{"version":"1.0.0"},{"version":"1.4.0"},{"version":"2.0.0"}]}]}',
  },
  'https://tf.acme.dev/v1/modules/acme/net/aws/1.4.0/download': {
    body: '',
    header: 'git::https://git.acme.dev/net.git//pkg?ref=abc',
  },
  'https://tf.acme.dev/v1/modules/acme/net/aws/2.0.0/download': {
    body: '',
    header: 'git::https://evil.example/net.git',
  },
}

function ports(cloned: string[]): FetchPorts {
  return {
    get: async (url) => {
      const page = pages[url]
      return {
        status: page === undefined ? 404 : 200,
        bytes: new TextEncoder().encode(page?.body),
        header: () => page?.header,
      }
    },
    clone: async (url, ref) => {
      cloned.push(`${url} ${ref}`)
      return undefined
    },
    has: () => false,
  }
}

describe('fetching a module', () => {
  it('asks the registry for the newest version that fits, and clones what it points to', async () => {
    const cloned: string[] = []
    const got = await fetchModule('acme/net/aws//sub', '~> 1.0', rules, ports(cloned))
    expect(cloned).toEqual(['https://git.acme.dev/net.git abc'])
    expect(got).toMatchObject({ inside: 'pkg/sub' })
  })

  it('asks no host that is not allowed, also when a registry points there', async () => {
    const cloned: string[] = []
    const direct = await fetchModule('git::https://evil.example/x.git', undefined, rules, ports(cloned))
    const pointed = await fetchModule('acme/net/aws', '2.0.0', rules, ports(cloned))
    expect(direct).toMatchObject({ why: expect.stringContaining('evil.example is not allowed') })
    expect(pointed).toMatchObject({ why: expect.stringContaining('evil.example') })
    expect(cloned).toEqual([])
  })

  it('says which versions there are when none fits', async () => {
    const got = await fetchModule('acme/net/aws', '>= 9', rules, ports([]))
    expect(got).toMatchObject({ why: 'no version of acme/net/aws fits ">= 9"; there are 3' })
  })
})
