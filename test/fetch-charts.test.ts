import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { contextOf } from '../src/app/context.ts'
import { run } from '../src/cli/run.ts'
import { ChartServer, packed, sha256 } from './chart-servers.ts'
import { realPrograms } from './programs.ts'

/** A repository and a registry of charts on this machine, asked by the real command through the real ports. */
const folder = mkdtempSync(join(tmpdir(), 'plumbline-charts-'))
const says = (name: string): Readonly<Record<string, string>> => ({
  'values.yaml': 'size: 1\n',
  'templates/all.yaml': `kind: ConfigMap\napiVersion: v1\nmetadata: { name: ${name} }\ndata:\n  chart: {{ .Chart.Name }}-{{ .Chart.Version }}\n  size: {{ .Values.size | quote }}\n`,
})
const versions = ['1.0.0', '1.2.0', '1.10.0', '2.0.0-rc.1', '2.0.0', '3.0.0+build.7'].map((version) =>
  packed('redis', version, says('redis')),
)
const server = new ChartServer([
  ...versions,
  packed(
    'lib',
    '0.1.0',
    { 'templates/_lib.tpl': '{{ define "lib.name" }}of-lib{{ end }}' },
    'type: library\n',
  ),
])
const stranger = new ChartServer([])
const programs = realPrograms()

beforeAll(async () => {
  await server.start()
  await stranger.start()
})

afterAll(() => {
  server.stop()
  stranger.stop()
  rmSync(folder, { recursive: true, force: true })
})

describe('render --fetch', () => {
  it('gets what a chart depends on from a repository and a registry, and renders with it', async () => {
    const { output, errors, code } = await render(
      chart(['redis', '~1.2 || ^2', repository()], ['lib', '*', registry()]),
    )
    expect(errors).toBe('')
    expect(code).toBe(0)
    expect(output).toContain('chart: redis-2.0.0\n')
  })

  it('takes the tag that stands for a version, and of a list of them the newest that fits', async () => {
    const exact = await render(chart(['redis', '3.0.0+build.7', registry()]))
    expect(exact.errors).toBe('')
    expect(exact.output).toContain('chart: redis-3.0.0+build.7\n')
    const newest = await render(chart(['redis', '^1', registry()]))
    expect(newest.output).toContain('chart: redis-1.10.0\n')
  })

  it('asks for a version that is in the cache no more', async () => {
    const cache = join(folder, 'cache-once')
    const files = chart(['redis', '1.0.0', registry()])
    server.asked.length = 0
    await render(files, { cache })
    expect(server.asked.length).toBeGreaterThan(0)
    server.asked.length = 0
    expect((await render(files, { cache })).output).toContain('redis-1.0.0')
    expect(server.asked).toStrictEqual([])
  })

  it('says which line of what was got made a line', async () => {
    const { output } = await render(chart(['redis', '1.0.0', repository()]), { options: ['--annotate'] })
    expect(output).toMatch(/size: "1" +# redis-1\.0\.0\/values\.yaml:1\n/u)
  })

  it('says what there is when no version fits, and which chart or repository there is not', async () => {
    const { errors, code } = await render(
      chart(
        ['redis', '^7', repository()],
        ['other', '1.0.0', repository()],
        ['redis', '^8', registry()],
        ['other', '1.0.0', registry()],
        ['redis', '1.0.0', `http://${server.host}/nowhere`],
      ),
    )
    expect(code).toBe(2)
    expect(errors).toContain(`no version of redis in ${repository()} fits "^7"; there are 6`)
    expect(errors).toContain(`${repository()} has no chart other`)
    expect(errors).toContain('fits "^8"; there are 6')
    expect(errors).toContain('has no chart team/other 1.0.0 (status 404)')
    expect(errors).toContain('/nowhere is no repository of charts (status 404)')
  })

  it('asks no host that is not allowed, also when an index, a registry or a redirect says so', async () => {
    stranger.asked.length = 0
    const away = `http://${stranger.host}/x`
    const index = `entries:\n  away:\n  - { version: 1.0.0, urls: ['${away}.tgz'] }\n`
    server.special.set('/away/index.yaml', (_, response) => void response.writeHead(200).end(index))
    server.special.set('/moved/', (_, response) => void response.writeHead(302, { location: away }).end())
    server.special.set('/v2/pass/', (_, response) => {
      response.writeHead(401, { 'www-authenticate': `Bearer realm="${away}"` }).end()
    })
    const { errors } = await render(
      chart(
        ['a', '1.0.0', `http://${stranger.host}`],
        ['b', '1.0.0', `oci://${stranger.host}/team`],
        ['away', '1.0.0', `http://${server.host}/away`],
        ['c', '1.0.0', `http://${server.host}/moved`],
        ['d', '1.0.0', `oci://${server.host}/pass`],
      ),
    )
    server.special.clear()
    expect(errors.split(`the host ${stranger.host} is not allowed`)).toHaveLength(5)
    expect(errors).toContain('(status 401)')
    expect(stranger.asked).toStrictEqual([])
  })

  it('sends the pass of a registry to no other host', async () => {
    const sent: (string | undefined)[] = []
    stranger.special.set('/', (request, response) => {
      sent.push(request.headers.authorization)
      response.writeHead(200).end(versions[0]?.bytes)
    })
    server.special.set('/v2/team/redis/blobs/', (_, response) => {
      response.writeHead(307, { location: `http://${stranger.host}/blob` }).end()
    })
    const allowed = ['--fetch-host', `http://${stranger.host}`]
    const { output } = await render(chart(['redis', '1.0.0', registry()]), { options: allowed })
    server.special.clear()
    stranger.special.clear()
    expect(output).toContain('chart: redis-1.0.0')
    expect(sent).toStrictEqual([undefined])
  })

  it('refuses what is not what was promised', async () => {
    const other = packed('redis', '1.0.0', says('evil')).bytes
    for (const path of ['/repo/packed/', '/v2/team/redis/blobs/'])
      server.special.set(path, (_, response) => void response.writeHead(200).end(other))
    const one = await render(chart(['redis', '1.0.0', repository()]))
    const two = await render(chart(['redis', '1.0.0', registry()]))
    server.special.clear()
    for (const { errors } of [one, two])
      expect(errors).toContain(`it is not what was promised: its digest is sha256:${sha256(other)}`)
  })

  it('follows no names of one machine, no passwords and no folders outside', async () => {
    const { errors } = await render(
      chart(
        ['a', '1.0.0', '@bitnami'],
        ['b', '1.0.0', 'alias:bitnami'],
        ['c', '1.0.0', `http://me:hunter2@${server.host}/repo`],
        ['d', '1.0.0', 'file:///etc'],
        ['e', '1.0.0', 's3://bucket/charts'],
        ['f', 'newest', `http://${server.host}/repo`],
      ),
    )
    expect(errors).toContain('@bitnami is a name that `helm repo add` gave a repository on one machine')
    expect(errors).toContain('alias:bitnami is a name')
    expect(errors).toContain('an address with a password in it is not asked')
    expect(errors).not.toContain('hunter2')
    expect(errors).toContain('its folder lies outside of the repository')
    expect(errors).toContain('"s3://bucket/charts" is no https: or oci: address')
    expect(errors).toContain('"newest" is no constraint on versions')
  })

  it('asks nobody without the option, and says that there is one', async () => {
    server.asked.length = 0
    const { errors } = await render(chart(['redis', '1.0.0', repository()]), { without: true })
    expect(errors).toContain(`redis 1.0.0 from ${repository()} isn't there.`)
    expect(errors).toContain('read with --fetch')
    expect(server.asked).toStrictEqual([])
  })
})

describe('read and why --fetch', () => {
  it('know what comes of charts that were got', async () => {
    const files = chart(['redis', '1.0.0', repository()])
    const { output } = await ran('why', files, ['configmap/redis', 'data.size', ...fetchOptions()])
    expect(output).toContain('set in redis-1.0.0/values.yaml:1')
  })

  it('and drift compares what runs with them', async () => {
    const live = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'redis', namespace: 'default' },
      data: { size: '77' },
    }
    const files = {
      ...kustomization(`{ name: redis, repo: "${repository()}", version: 1.0.0, releaseName: r }`),
      'live.json': JSON.stringify(live),
    }
    const { output, errors } = await ran('drift', files, ['--live', 'live.json', ...fetchOptions()])
    expect(errors).toBe('')
    expect(output).toContain('data.size')
    expect(output).toContain('runs  "77"')
  })
})

describe('charts of kustomizations', () => {
  it('are got where they are not in the folder of charts, and their values are traced to the kustomization', async () => {
    const files = kustomization(
      `{ name: redis, repo: "${repository()}", version: ^1.0, releaseName: r, valuesInline: { size: 9 } }`,
    )
    const { output, errors } = await render(files)
    expect(errors).toBe('')
    expect(output).toContain('chart: redis-1.10.0\n')
    expect(output).toContain('size: "9"\n')
    const { output: why } = await ran('why', files, ['configmap/redis', 'data.size', ...fetchOptions()])
    expect(why).toContain('set in web/kustomization.yaml:2')
    const registered = await render(kustomization(`{ name: redis, repo: "${registry()}", version: 1.2.0 }`))
    expect(registered.output).toContain('chart: redis-1.2.0\n')
  })

  it('are missing without the option, which is said, and the other objects are there', async () => {
    const files = {
      'web/kustomization.yaml': `resources: [a.yaml]\nhelmCharts: [{ name: redis, repo: "${repository()}" }]\n`,
      'web/a.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\n',
    }
    const { output, errors, code } = await render(files, { without: true })
    expect(code).toBe(2)
    expect(errors).toContain(`The chart redis of ${repository()} lies outside of the repository`)
    expect(errors).toContain('Read with --fetch')
    expect(output).toContain('name: a\n')
  })

  it.skipIf(programs === undefined)('are what kubectl kustomize makes of them', async () => {
    const files = kustomization(
      `{ name: redis, repo: "${repository()}", version: 1.2.0, valuesInline: { size: 9 }, namespace: other }`,
    )
    const ours = await render(files)
    const root = written({ ...files, helm: helmScript })
    chmodSync(join(root, 'helm'), 0o755)
    const theirs = await started(programs?.kubectl ?? '', root, [
      'kustomize',
      'web',
      '--enable-helm',
      '--helm-command',
      join(root, 'helm'),
    ])
    expect(theirs.errors).toBe('')
    expect(ours.output.replace(/^---\n/u, '')).toBe(theirs.output)
  })
})

describe('charts of Argo CD and Flux', () => {
  it('are got from where applications say they are', async () => {
    const files = {
      'web/a.yaml': application('one', repository(), 'chart: redis, targetRevision: ~1.2, '),
      'web/b.yaml': application('two', `${server.host}/team`, 'chart: redis, targetRevision: 1.0.0, '),
      'web/c.yaml': application('three', `${registry()}/redis`, 'targetRevision: 1.10.0, path: ".", '),
    }
    const versionIn = async (name: string): Promise<string> =>
      (await ran('why', files, [`ConfigMap/${name}/redis`, 'data.chart', ...fetchOptions()])).output
    expect(await versionIn('one')).toContain('= "redis-1.2.0"')
    expect(await versionIn('two')).toContain('= "redis-1.0.0"')
    expect(await versionIn('three')).toContain('= "redis-1.10.0"')
    const size = await ran('why', files, ['ConfigMap/two/redis', 'data.size', ...fetchOptions()])
    expect(size.output).toContain('set in web/b.yaml:5')
    const without = await ran('read', files, ['--format', 'json'])
    expect(without.output).toContain(`The chart redis is in ${repository()}. What the application gets`)
  })

  it('are got from where sources of Flux say they are', async () => {
    const files = {
      'web/sources.yaml': `apiVersion: source.toolkit.fluxcd.io/v1\nkind: HelmRepository\nmetadata: { name: charts }\nspec: { url: "${repository()}" }\n---\napiVersion: source.toolkit.fluxcd.io/v1\nkind: OCIRepository\nmetadata: { name: redis }\nspec: { url: "${registry()}/redis", ref: { semver: ^1.0 } }\n`,
      'web/a.yaml':
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: one, namespace: one }\nspec:\n  chart: { spec: { chart: redis, version: 1.0.x, sourceRef: { kind: HelmRepository, name: charts } } }\n  values: { size: 6 }\n',
      'web/b.yaml':
        'apiVersion: helm.toolkit.fluxcd.io/v2\nkind: HelmRelease\nmetadata: { name: two, namespace: two }\nspec:\n  chartRef: { kind: OCIRepository, name: redis }\n',
    }
    const one = await ran('why', files, ['ConfigMap/one/redis', 'data', ...fetchOptions()])
    expect(one.output).toContain('redis-1.0.0')
    const size = await ran('why', files, ['ConfigMap/one/redis', 'data.size', ...fetchOptions()])
    expect(size.output).toContain('set in web/a.yaml:6')
    const two = await ran('why', files, ['ConfigMap/two/redis', 'data.chart', ...fetchOptions()])
    expect(two.output).toContain('= "redis-1.10.0"')
  })
})

describe('charts of the same repository', () => {
  it('are found without fetching, with what they depend on in turn', async () => {
    const files = {
      ...chart(['app', '>=1.0.0', 'file://../app']),
      'app/Chart.yaml':
        'apiVersion: v2\nname: app\nversion: 1.1.0\ndependencies:\n- { name: db, version: 1.x.x, repository: "file://../db" }\n',
      'app/templates/a.yaml': says('app')['templates/all.yaml'] ?? '',
      'db/Chart.yaml': 'apiVersion: v2\nname: db\nversion: 1.0.0\n',
      'db/templates/a.yaml': says('db')['templates/all.yaml'] ?? '',
    }
    const { output, errors } = await render(files, { without: true })
    expect(errors).toBe('')
    expect(output).toContain('chart: app-1.1.0\n')
    expect(output).toContain('chart: db-1.0.0\n')
  })

  it('must be of a version that fits, and may not depend on each other', async () => {
    const wrong = {
      ...chart(['app', '^2', 'file://../app']),
      'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.1.0\n',
    }
    expect((await render(wrong, { without: true })).errors).toContain('it is 1.1.0 there')
    const round = {
      ...chart(['app', '*', 'file://../app']),
      'app/Chart.yaml':
        'apiVersion: v2\nname: app\nversion: 1.1.0\ndependencies:\n- { name: web, version: "*", repository: "file://../web" }\n',
    }
    const { errors, code } = await render(round, { without: true })
    expect(code).toBe(0)
    expect(errors).toContain('it depends on the chart that depends on it')
  })
})

describe.skipIf(programs === undefined)('the real helm', () => {
  it.each([
    {
      what: 'newest that fits',
      dependencies: [
        ['redis', '^1.0', 'repo'],
        ['lib', '~0.1', 'oci'],
      ],
    },
    { what: 'no prereleases', dependencies: [['redis', '>=1.2', 'repo']] },
    { what: 'prereleases that are named', dependencies: [['redis', '~2.0.0-0', 'repo']] },
    { what: 'ranges', dependencies: [['redis', '1.0 - 1.2', 'oci']] },
    { what: 'build metadata', dependencies: [['redis', '3.0.0+build.7', 'oci']] },
    {
      what: 'folders beside',
      dependencies: [
        ['app', '1.x', 'file://../app'],
        ['redis', '*', 'repo'],
      ],
    },
    { what: 'nothing that fits', dependencies: [['redis', '^7', 'repo']] },
    { what: 'no version', dependencies: [['redis', '', 'repo']] },
    { what: 'no such chart', dependencies: [['other', '1.0.0', 'oci']] },
    { what: 'a folder of another version', dependencies: [['app', '^2', 'file://../app']] },
  ])('renders the same after `helm dependency build`: $what', async ({ dependencies }) => {
    const listed = dependencies.map(([name = '', version = '', at = '']) => {
      return [name, version, addressOf(at)] as const
    })
    const { ours, theirs } = await both(withApp(chart(...listed)))
    expect(ours).toBe(theirs)
  })

  it('takes what a lock says, and refuses one of other dependencies, as helm does', async () => {
    const files = withApp(chart(['redis', '>=1.0, <2', repository()], ['app', '1.x', 'file://../app']))
    const plain = withApp(chart(['redis', '>=1, <2', repository()], ['app', '1.x', 'file://../app']))
    const lock = await lockOf(plain)
    expect(lock).toContain('version: 1.10.0')
    const good = await both({ ...plain, 'web/Chart.lock': lock })
    expect(good.ours).toContain('chart: redis-1.10.0')
    expect(good.ours).toBe(good.theirs)
    const older = await both({ ...plain, 'web/Chart.lock': lock.replace('1.10.0', '1.2.0') })
    expect([older.ours, older.theirs]).toStrictEqual(['refused', 'refused'])
    expect(older.errors).toContain('Chart.lock is not of these dependencies')
    const other = await both({ ...files, 'web/Chart.lock': lock })
    expect([other.ours, other.theirs]).toStrictEqual(['refused', 'refused'])
  })

  it('renders charts of the first version of charts the same', async () => {
    const requirements = `dependencies:\n- name: redis\n  version: ^1.0\n  repository: ${repository()}\n  alias: cache\n  import-values: [{ child: size, parent: big }]\n  tags: [a]\n`
    const files = {
      'web/Chart.yaml': 'apiVersion: v1\nname: web\nversion: 1.0.0\n',
      'web/requirements.yaml': requirements,
      'web/templates/a.yaml': says('web')['templates/all.yaml'] ?? '',
    }
    const open = await both(files)
    expect(open.ours).toContain('chart: cache-1.10.0')
    expect(open.ours).toBe(open.theirs)
    const locked = await both({ ...files, 'web/requirements.lock': await lockOf(files) })
    expect(locked.ours).toBe(open.theirs)
    expect(locked.theirs).toBe(open.theirs)
  })
})

/** kubectl asks helm for its version in the words of an older one. */
const helmScript = `#!/bin/sh\n[ "$1" = version ] && echo v3.19.0 && exit\nexec '${programs?.helm ?? ''}' "$@"\n`

interface Ran {
  readonly code: number
  readonly output: string
  readonly errors: string
}

type Files = Readonly<Record<string, string>>

/** A chart in `web` that depends on others: name, version, repository. */
function chart(...dependencies: readonly (readonly [string, string, string])[]): Files {
  const listed = dependencies.map(
    ([name, version, at]) =>
      `- { name: ${name}, version: ${JSON.stringify(version)}, repository: ${JSON.stringify(at)} }\n`,
  )
  return {
    'web/Chart.yaml': `apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies:\n${listed.join('')}`,
    'web/values.yaml': 'redis: { big: true }\n',
    'web/templates/a.yaml': says('web')['templates/all.yaml'] ?? '',
  }
}

/** An application of Argo CD's, by where its chart is. */
function application(name: string, url: string, at: string): string {
  return `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: { name: ${name} }\nspec:\n  source: { repoURL: "${url}", ${at}helm: { valuesObject: { size: 5 } } }\n  destination: { namespace: ${name} }\n`
}

/** A kustomization in `web` that has a chart. */
function kustomization(entry: string): Files {
  return { 'web/kustomization.yaml': `helmCharts:\n- ${entry}\n` }
}

/** With another chart beside it. */
function withApp(files: Files): Files {
  return {
    ...files,
    'app/Chart.yaml': 'apiVersion: v2\nname: app\nversion: 1.1.0\n',
    'app/values.yaml': 'size: 7\n',
    'app/templates/a.yaml': says('app')['templates/all.yaml'] ?? '',
  }
}

function repository(): string {
  return `http://${server.host}/repo`
}

function registry(): string {
  return `oci://${server.host}/team`
}

function addressOf(at: string): string {
  return at === 'repo' ? repository() : at === 'oci' ? registry() : at
}

function fetchOptions(): readonly string[] {
  return ['--fetch', '--fetch-host', `http://${server.host}`]
}

/** Renders the chart, with a cache of its own unless one is given. */
function render(
  files: Files,
  given: { readonly cache?: string; readonly options?: readonly string[]; readonly without?: true } = {},
): Promise<Ran> {
  const fetch = given.without === true ? [] : fetchOptions()
  return ran('render', files, [...fetch, ...(given.options ?? [])], given.cache)
}

async function ran(
  command: string,
  files: Files,
  words: readonly string[],
  cache = join(folder, `cache-${roots}`),
): Promise<Ran> {
  const root = written(files)
  vi.stubEnv('XDG_CACHE_HOME', cache)
  let output = ''
  let errors = ''
  const context = { ...contextOf(root), errors: { width: 2000, colour: false, interactive: false } }
  const code = await run([command, 'web', ...words], {
    ...context,
    print: (text) => void (output += text),
    complain: (text) => void (errors += text),
  })
  vi.unstubAllEnvs()
  return { code, output, errors }
}

/** What we render, and what helm does after it has built; with what we complain of. */
async function both(
  files: Files,
): Promise<{ readonly ours: string; readonly theirs: string; readonly errors: string }> {
  const own = await render(files)
  const root = written(files)
  // With a lock it wants to know the repositories.
  await helm(root, 'repo', 'add', 'charts', repository(), '--force-update')
  const built = await helm(root, 'dependency', 'build', 'web', '--plain-http')
  const real = built.code === 0 ? await helm(root, 'template', 'web') : built
  return { ours: said(own), theirs: said(real), errors: own.errors }
}

function said({ code, output }: Ran): string {
  return code === 0 ? output : 'refused'
}

async function lockOf(files: Files): Promise<string> {
  const root = written(files)
  await helm(root, 'dependency', 'update', 'web', '--plain-http')
  const file = ['Chart.lock', 'requirements.lock'].map((name) => join(root, 'web', name)).find(existsSync)
  return readFileSync(file ?? '', 'utf8')
}

/** The servers are in this process, so it can't wait. */
function helm(root: string, ...args: readonly string[]): Promise<Ran> {
  return started(programs?.helm ?? 'helm', root, args)
}

function started(program: string, root: string, args: readonly string[]): Promise<Ran> {
  const home = ['CACHE', 'CONFIG', 'DATA'].map((one) => [`HELM_${one}_HOME`, join(folder, 'helm', one)])
  const env = { ...process.env, ...Object.fromEntries(home) }
  return new Promise((done) => {
    execFile(program, args, { cwd: root, env }, (fault, output, errors) => {
      done({ code: fault === null ? 0 : 1, output, errors })
    })
  })
}

let roots = 0

function written(files: Files): string {
  const root = join(folder, `root-${roots++}`)
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  // Where a repository ends is said by git.
  execFileSync('git', ['init', '--quiet', root])
  return root
}
