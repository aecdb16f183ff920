import { execFileSync, spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { contextOf } from '../src/app/context.ts'
import { run } from '../src/cli/run.ts'

/** A module registry and a git server on this machine, asked by the real command through the real ports. */
const folder = mkdtempSync(join(tmpdir(), 'plumbline-fetch-'))
const asked: string[] = []
const registry = createServer((request, response) => answerRegistry(request, response))
/** Another server: nobody allows it. */
const stranger = createServer((request, response) => {
  asked.push(`stranger ${request.url ?? ''}`)
  response.writeHead(404).end()
})
let host = ''
let elsewhere = ''

beforeAll(async () => {
  host = await listening(registry)
  elsewhere = await listening(stranger)
  makeRepository()
})

afterAll(() => {
  registry.close()
  stranger.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('render --fetch', () => {
  it('builds with bases of git repositories and files of web servers', async () => {
    const resources = [
      `http://${host}/git/net.git//base?ref=v1.2.0`,
      `http://${host}/git/net.git/base?ref=next`,
      `http://${host}/file.yaml`,
    ]
    const { output, errors, code } = await rendered(resources)
    expect(errors).toBe('')
    expect(code).toBe(0)
    expect(output.match(/name: .*/gu)).toStrictEqual(['name: file', 'name: next', 'name: v1.2.0'])
  })

  it('asks no host that is not allowed for them', async () => {
    asked.length = 0
    const resources = [
      `http://${elsewhere}/net.git//base`,
      `http://${elsewhere}/file.yaml`,
      `http://${host}/redirected.yaml`,
      'https://files.acme.test/file.yaml',
    ]
    const { errors, code } = await rendered(resources)
    expect(code).toBe(2)
    expect(errors.split(`the host ${elsewhere} is not allowed`)).toHaveLength(3)
    expect(errors).toContain('the host files.acme.test is not allowed')
    expect(errors).toContain('http: addresses are not followed')
    expect(asked.filter((url) => url.startsWith('stranger'))).toStrictEqual([])
  })
})

describe('read --fetch', () => {
  it('takes the newest version of a registry that fits, and of its package the folder that is asked for', async () => {
    const { outputs, errors } = await read({
      'main.tf': `
        module "old" {
          source  = "${host}/acme/net/aws"
          version = "~> 1.0"
        }
        module "new" {
          source  = "${host}/acme/net/aws//sub"
          version = ">= 1.0, != 9.9.9"
        }
        output "old" { value = module.old.version }
        output "new" { value = module.new.version }`,
    })
    expect(errors).toBe('')
    expect(outputs).toStrictEqual({ old: 'v1.2.0', new: 'v2.0.0 of sub' })
  })

  it('takes a branch, a tag or a commit of a git repository, and modules that these call in turn', async () => {
    const { outputs, errors } = await read({
      'main.tf': `
        module "branch" { source = "git::http://${host}/git/net.git?ref=next" }
        module "tag" { source = "git::http://${host}/git/net.git//sub?ref=v1.2.0" }
        module "commit" { source = "git::http://${host}/git/net.git?ref=${commitOf('v1.0.0')}" }
        module "head" { source = "git::http://${host}/git/net.git//calls" }
        output "all" { value = [module.branch.version, module.tag.version, module.commit.version, module.head.version] }`,
    })
    expect(errors).toBe('')
    expect(outputs).toStrictEqual({ all: ['next', 'v1.2.0 of sub', 'v1.0.0', 'v2.0.0 of sub'] })
  })

  it('asks a package once, and the next time not at all', async () => {
    const files = { 'main.tf': `module "a" { source = "git::http://${host}/git/net.git?ref=v1.0.0" }` }
    const cache = join(folder, 'cache-once')
    asked.length = 0
    await read(files, { cache })
    expect(asked.some((url) => url.includes('git-upload-pack'))).toBe(true)
    expect(readdirSync(join(cache, 'plumbline', 'modules'))).toHaveLength(1)
    asked.length = 0
    await read(files, { cache })
    expect(asked).toStrictEqual([])
  })

  it('says which versions a registry has when none fits, and what it cannot find', async () => {
    const { errors } = await read({
      'main.tf': `
        module "none" {
          source  = "${host}/acme/net/aws"
          version = "> 7"
        }
        module "missing" { source = "${host}/acme/other/aws" }
        module "ref" { source = "git::http://${host}/git/net.git?ref=nowhere" }`,
    })
    expect(errors).toContain('no version of acme/net/aws fits "> 7"; there are 4')
    expect(errors).toContain('has no module acme/other/aws (status 404)')
    expect(errors).toContain('git could not get it')
  })

  it('asks no host that is not allowed, wherever the name comes from', async () => {
    asked.length = 0
    const { errors } = await read({
      'main.tf': `
        module "git" { source = "git::http://${elsewhere}/net.git" }
        module "https" { source = "git::https://git.acme.test/net.git" }
        module "pointed" { source = "${host}/acme/pointing/aws" }
        module "moved" { source = "git::http://${host}/moved/net.git" }
        module "redirected" { source = "${host}/acme/redirected/aws" }`,
    })
    expect(errors).toContain('the host git.acme.test is not allowed')
    expect(errors).toContain(`http: addresses are not followed`)
    expect(errors.split(`the host ${elsewhere} is not allowed`)).toHaveLength(3)
    expect(asked.filter((url) => url.startsWith('stranger'))).toStrictEqual([])
  })

  it('follows a repository that has moved within what is allowed', async () => {
    const { outputs, errors } = await read({
      'main.tf': `
        module "a" { source = "git::http://${host}/renamed/net.git?ref=v1.0.0" }
        output "a" { value = module.a.version }`,
    })
    expect(errors).toBe('')
    expect(outputs).toStrictEqual({ a: 'v1.0.0' })
  })

  it('starts no program and reads no repository of this machine, also when a registry says so', async () => {
    const { errors } = await read({
      'main.tf': `
        module "ext" { source = "git::ext::sh -c 'touch ${folder}/started'" }
        module "file" { source = "git::file://${folder}/net.git" }
        module "evil" { source = "${host}/acme/evil/aws" }`,
    })
    expect(errors).toContain('ext: addresses are not followed')
    expect(errors).toContain('file: addresses are not followed')
    expect(errors.split('Module not downloaded')).toHaveLength(4)
    expect(existsSync(join(folder, 'started'))).toBe(false)
  })

  it('asks nobody without the option, and no host over plain HTTP that is not on this machine', async () => {
    asked.length = 0
    const files = { 'main.tf': `module "a" { source = "${host}/acme/net/aws" }` }
    const without = await read(files, { options: [] })
    expect(without.errors).toContain('read with --fetch')
    expect(asked).toStrictEqual([])
    const plain = await read(files, { options: ['--fetch', '--fetch-host', 'http://git.acme.test'] })
    expect(plain.code).toBe(3)
    expect(plain.errors).toContain('http:// is only for hosts on this machine')
    const unencrypted = await read(files, { options: ['--fetch', '--fetch-host', host] })
    expect(unencrypted.errors).toContain('does not say that it is a module registry')
    expect(asked).toStrictEqual([])
  })
})

/** Renders a kustomization that names resources. */
async function rendered(
  resources: readonly string[],
): Promise<{ readonly code: number; readonly output: string; readonly errors: string }> {
  const root = join(folder, `root-${roots++}`)
  write(join(root, 'kustomization.yaml'), JSON.stringify({ resources }))
  vi.stubEnv('XDG_CACHE_HOME', join(root, '.cache'))
  let output = ''
  let errors = ''
  const context = { ...contextOf(root), errors: { width: 2000, colour: false, interactive: false } }
  const code = await run(['render', '.', '--fetch', '--fetch-host', `http://${host}`], {
    ...context,
    print: (text) => void (output += text),
    complain: (text) => void (errors += text),
  })
  vi.unstubAllEnvs()
  return { code, output, errors }
}

interface Ran {
  readonly code: number
  readonly outputs: unknown
  readonly errors: string
}

let roots = 0

/** Reads a new folder with some files, with a cache of its own unless one is given. */
async function read(
  files: Readonly<Record<string, string>>,
  given: { readonly cache?: string; readonly options?: readonly string[] } = {},
): Promise<Ran> {
  const root = join(folder, `root-${roots++}`)
  for (const [name, text] of Object.entries(files)) write(join(root, name), text)
  vi.stubEnv('XDG_CACHE_HOME', given.cache ?? join(root, '.cache'))
  const { options = ['--fetch', '--fetch-host', `http://${host}`] } = given
  let output = ''
  let errors = ''
  const context = contextOf(root)
  const code = await run(['read', '.', '--format', 'json', ...options], {
    ...context,
    print: (text) => void (output += text),
    complain: (text) => void (errors += text),
  })
  vi.unstubAllEnvs()
  const [only] = output === '' ? [] : (JSON.parse(output) as Document).roots
  const diagnostics = only?.diagnostics ?? []
  return {
    code,
    outputs:
      only && Object.fromEntries(Object.entries(only.outputs).map(([name, { value }]) => [name, value])),
    errors: errors + diagnostics.map((one) => `${one.summary}: ${one.detail}\n`).join(''),
  }
}

interface Document {
  readonly roots: readonly {
    readonly outputs: Readonly<Record<string, { readonly value: unknown }>>
    readonly diagnostics: readonly { readonly summary: string; readonly detail: string }[]
  }[]
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, text)
}

function git(...args: readonly string[]): string {
  const identity = [
    '-c',
    'user.name=A',
    '-c',
    'user.email=a@acme.test',
    '-c',
    'commit.gpgsign=false',
    '-c',
    'tag.gpgsign=false',
  ]
  return execFileSync('git', ['-C', join(folder, 'work'), ...identity, ...args], { encoding: 'utf8' }).trim()
}

function commitOf(tag: string): string {
  return git('rev-parse', `${tag}^{commit}`)
}

/** A module that says its version, and has another one in `sub`; a tag for each version, and a branch. */
function makeRepository(): void {
  mkdirSync(join(folder, 'work'))
  git('init', '--quiet', '--initial-branch=main')
  for (const version of ['v1.0.0', 'v1.2.0', 'v2.0.0']) {
    commit(version)
    git('tag', version)
  }
  git('checkout', '--quiet', '-b', 'next')
  commit('next')
  git('checkout', '--quiet', 'main')
  mkdirSync(join(folder, 'repositories'))
  git('clone', '--quiet', '--bare', '.', join(folder, 'repositories', 'net.git'))
}

function commit(version: string): void {
  const work = join(folder, 'work')
  write(join(work, 'main.tf'), `output "version" { value = "${version}" }\n`)
  write(join(work, 'sub/main.tf'), `output "version" { value = "${version} of sub" }\n`)
  write(
    join(work, 'calls/main.tf'),
    'module "sub" { source = "../sub" }\noutput "version" { value = module.sub.version }\n',
  )
  write(join(work, 'base/kustomization.yaml'), 'resources: [a.yaml]\n')
  write(join(work, 'base/a.yaml'), configMap(version))
  git('add', '-A')
  git('commit', '--quiet', '-m', version)
}

function configMap(name: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: ${name}\n`
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done))
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

/** https://developer.hashicorp.com/terraform/internals/module-registry-protocol */
function answerRegistry(request: IncomingMessage, response: ServerResponse): void {
  const url = request.url ?? ''
  asked.push(url)
  const json = (body: unknown): void => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }
  const versions = (...some: readonly string[]): void =>
    json({ modules: [{ versions: some.map((version) => ({ version })) }] })
  const get = (source: string): void => void response.writeHead(204, { 'x-terraform-get': source }).end()
  const [, module = '', version] = /^\/v1\/acme\/(\w+)\/aws\/(?:versions|([^/]+)\/download)$/u.exec(url) ?? []
  if (url.startsWith('/git/')) serveGit(request, response)
  else if (url.startsWith('/renamed/')) redirect(response, url.replace('/renamed/', '/git/'))
  else if (url.startsWith('/moved/')) redirect(response, `http://${elsewhere}${url}`)
  else if (url === '/file.yaml') response.writeHead(200).end(configMap('file'))
  else if (url === '/redirected.yaml') redirect(response, `http://${elsewhere}/file.yaml`)
  else if (url === '/.well-known/terraform.json') json({ 'modules.v1': '/v1/' })
  else if (module === 'redirected') redirect(response, `http://${elsewhere}${url}`)
  else if (module === 'net' && version === undefined) versions('1.0.0', '2.0.0', '1.2.0', '3.0.0-rc1')
  else if (module === 'net') get(`git::http://${host}/git/net.git?ref=v${version}`)
  else if (module === 'pointing' && version === undefined) versions('1.0.0')
  else if (module === 'pointing') get(`git::http://${elsewhere}/net.git`)
  else if (module === 'evil' && version === undefined) versions('1.0.0')
  else if (module === 'evil') get(`git::ext::sh -c 'touch ${folder}/started'`)
  else response.writeHead(404).end()
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(301, { location }).end()
}

/** https://git-scm.com/docs/git-http-backend, by CGI (RFC 3875). */
function serveGit(request: IncomingMessage, response: ServerResponse): void {
  const { pathname, search } = new URL(request.url ?? '', 'http://localhost')
  const backend = spawn('git', ['http-backend'], {
    env: {
      ...process.env,
      GIT_PROJECT_ROOT: join(folder, 'repositories'),
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: pathname.replace(/^\/git/u, ''),
      QUERY_STRING: search.slice(1),
      REQUEST_METHOD: request.method ?? 'GET',
      CONTENT_TYPE: request.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
      GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    },
  })
  request.pipe(backend.stdin)
  const pieces: Buffer[] = []
  backend.stdout.on('data', (piece: Buffer) => void pieces.push(piece))
  backend.on('close', () => {
    const whole = Buffer.concat(pieces)
    const end = whole.indexOf('\r\n\r\n')
    const headers = whole.subarray(0, end).toString('latin1').split('\r\n')
    let status = 200
    for (const header of headers) {
      const [name = '', value = ''] = header.split(': ')
      if (name === 'Status') status = Number(value.slice(0, 3))
      else response.setHeader(name, value)
    }
    response.writeHead(status).end(whole.subarray(end + 4))
  })
}
