import { expect, it } from 'vitest'
import { fetchHost } from './fetch-host.ts'

it.each([
  ['git.acme.dev', { host: 'git.acme.dev', plain: false }],
  ['git.acme.dev:8443', { host: 'git.acme.dev:8443', plain: false }],
  ['https://git.acme.dev', { host: 'git.acme.dev', plain: false }],
  ['http://localhost:8080', { host: 'localhost:8080', plain: true }],
  ['http://127.0.0.1:8080', { host: '127.0.0.1:8080', plain: true }],
  ['http://[::1]:8080', { host: '[::1]:8080', plain: true }],
])('%s may be asked', (text, host) => {
  expect(fetchHost(text)).toStrictEqual(host)
})

it.each(['http://git.acme.dev', 'http://127.0.0.1.acme.dev', 'http://localhost.acme.dev'])(
  '%s is not encrypted and not on this machine',
  (text) => {
    expect(fetchHost(text)).toMatchObject({ why: expect.stringContaining('not encrypted') })
  },
)

it.each(['', 'ext::sh', 'file:///etc', 'git.acme.dev/net', 'a b'])('%j is no host', (text) => {
  expect(fetchHost(text)).toMatchObject({ why: expect.stringContaining('is no host') })
})
