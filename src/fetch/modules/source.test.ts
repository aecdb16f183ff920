import { describe, expect, it } from 'vitest'
import { moduleSource } from './source.ts'

const defaultHost = 'registry.terraform.io'
const host = { defaultHost, plain: new Set(['localhost:8080']) }

describe('a module source', () => {
  it('is a registry address of three or four parts, with a folder after //', () => {
    expect(moduleSource('acme/net/aws', host)).toEqual({
      kind: 'registry',
      host: defaultHost,
      namespace: 'acme',
      name: 'net',
      system: 'aws',
      folder: '',
    })
    expect(moduleSource('tf.acme.dev/acme/net/aws//modules/subnet', host)).toMatchObject({
      kind: 'registry',
      host: 'tf.acme.dev',
      folder: 'modules/subnet',
    })
  })

  it('is a git address in any of its forms', () => {
    expect(moduleSource('git::https://git.acme.dev/net.git//sub?ref=v1.2', host)).toEqual({
      kind: 'git',
      url: 'https://git.acme.dev/net.git',
      host: 'git.acme.dev',
      ref: 'v1.2',
      folder: 'sub',
    })
    expect(moduleSource('github.com/acme/net//a/b?ref=main', host)).toEqual({
      kind: 'git',
      url: 'https://github.com/acme/net.git',
      host: 'github.com',
      ref: 'main',
      folder: 'a/b',
    })
    expect(moduleSource('git@github.com:acme/net.git', host)).toMatchObject({
      kind: 'git',
      url: 'ssh://git@github.com/acme/net.git',
      host: 'github.com',
    })
    expect(moduleSource('git::ssh://git@git.acme.dev/net.git?ref=abc', host)).toMatchObject({
      kind: 'git',
      url: 'ssh://git@git.acme.dev/net.git',
      ref: 'abc',
    })
  })

  it('may be plain HTTP of a host on this machine that the user names', () => {
    expect(moduleSource('git::http://localhost:8080/net.git', host)).toMatchObject({
      kind: 'git',
      url: 'http://localhost:8080/net.git',
    })
  })

  it.each([
    'git::ext::sh -c "touch /tmp/x"',
    'git::file:///etc',
    'git::http://git.acme.dev/net.git',
    'git::http://localhost/net.git',
    'acme/net/aws//../../etc',
    'git::https://git.acme.dev/net.git//a/../../b',
    'git::https://git.acme.dev/net.git?ref=--upload-pack=x',
    'git::/etc/passwd',
    'ext::sh -c id',
    'file:///etc',
    's3::https://s3.amazonaws.com/x.zip',
    'https://acme.dev/net.zip',
    '-x/y/z',
    '../../../etc',
  ])('refuses %s', (text) => {
    expect(moduleSource(text, host).kind).toBe('refused')
  })
})
