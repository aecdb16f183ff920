import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import type { Context } from '../cli/context.ts'
import type { FetchRules } from '../fetch/fetch-rules.ts'
import { fetchHost } from '../model/fetch-host.ts'
import { buildName } from '../host/build.ts'
import { runProgram } from '../host/programs.ts'
import { mergeFiles } from '../host/merge-file.ts'
import { folderShelf } from '../host/shelf.ts'
import { writeFiles } from '../host/write-files.ts'
import { isCI, terminalOf } from '../host/terminal.ts'
import { providerTable } from '../host/tables.ts'
import { policies } from './policies.ts'
import { kindOf, openRepository } from './repository.ts'

/** The world as this process has it, seen from a folder. */
export function contextOf(here = process.cwd()): Context {
  const { stdout, stderr, env } = process
  const output = terminalOf({ isTTY: stdout.isTTY, columns: stdout.columns, environment: env })
  const errors = terminalOf({ isTTY: stderr.isTTY, columns: stderr.columns, environment: env })
  const progress = progressLine(errors)
  return {
    output,
    errors,
    environment: new Map(Object.entries(env).map(([name, text]) => [name, text ?? ''])),
    isCI: isCI(env),
    print: (text) => void stdout.write(text),
    complain: (text) => void stderr.write(text),
    progress,
    input: () => readFileSync(0, 'utf8'),
    today: new Date().toISOString().slice(0, 10),
    now: () => Date.now() / 1000,
    http: async () => (await import('../host/http.ts')).http,
    files: {
      kindOf: (path) => kindOf(resolve(here, path)),
      folderOf: (path) => dirname(path),
      text: (path) => textOfFile(resolve(here, path)),
      write: (path, text) => writeFiles([{ path: resolve(here, path), text }]) === undefined,
      writeAll: (files) => {
        const wrong = writeFiles(files.map(({ path, text }) => ({ path: resolve(here, path), text })))
        return files.find(({ path }) => resolve(here, path) === wrong)?.path
      },
      open: (folder) => openRepository(folder, here),
    },
    fetching: async (repository, { language }, hosts, work) => {
      const { clone, get, has, keep, kept } = await import('../host/fetch-ports.ts')
      const { fetching } = await import('./fetching.ts')
      const rules = fetchRules(language, hosts, env)
      return fetching(repository.snapshot, work, { rules, ports: { clone, get, has, keep, kept } })
    },
    loadModule: async (name, text) => {
      const { loadModule } = await import('../host/module.ts')
      return loadModule(name, text)
    },
    policies,
    control: async () => (await import('./control.ts')).control,
    targets: async () => (await import('./targets.ts')).targets,
    send,
    program: runProgram,
    mergeLines: (files) =>
      mergeFiles({
        ...files,
        base: resolve(here, files.base),
        ours: resolve(here, files.ours),
        theirs: resolve(here, files.theirs),
        output: resolve(here, files.output),
      }),
    providerTable,
    cache: () => {
      const build = buildName()
      if (build === undefined) return undefined
      return { build, shelf: folderShelf(join(cacheFolder(env), 'reviews'), mostKept) }
    },
  }
}

async function send(
  url: string,
  { method, headers, body }: Parameters<Context['send']>[1],
): ReturnType<Context['send']> {
  try {
    const reply = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body }),
      redirect: 'error',
      signal: AbortSignal.timeout(60_000),
    })
    return { kind: 'answered', status: reply.status, text: await reply.text() }
  } catch (error) {
    return { kind: 'silent', why: error instanceof Error ? error.message : String(error) }
  }
}

function textOfFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    // Missing or unreadable: the command says so in its own words.
    return undefined
  }
}

/** Where charts usually come from: pages of GitHub, its packages and releases, and the registries that most are published in. */
const chartHosts = [
  '*.github.io',
  'ghcr.io',
  'pkg-containers.githubusercontent.com',
  'release-assets.githubusercontent.com',
  'objects.githubusercontent.com',
  'raw.githubusercontent.com',
  'docker.io',
  'registry-1.docker.io',
  'auth.docker.io',
  'production.cloudflare.docker.com',
  'quay.io',
  'cdn01.quay.io',
  'cdn02.quay.io',
  'cdn03.quay.io',
  'public.ecr.aws',
  'registry.k8s.io',
]

/** The hosts that modules and charts usually come from, those the user allows besides, and a cache outside of every repository. */
function fetchRules(language: string, hosts: readonly string[], env: NodeJS.ProcessEnv): FetchRules {
  const registries = ['registry.terraform.io', 'registry.opentofu.org']
  const named = hosts.map(fetchHost).filter((one) => 'host' in one)
  return {
    hosts: new Set([
      ...registries,
      'github.com',
      'gitlab.com',
      'bitbucket.org',
      ...chartHosts,
      ...named.map(({ host }) => host),
    ]),
    plain: new Set(named.filter(({ plain }) => plain).map(({ host }) => host)),
    defaultHost: language === 'opentofu' ? 'registry.opentofu.org' : 'registry.terraform.io',
    cache: cacheFolder(env),
  }
}

/** As much as is kept between runs, in bytes. */
const mostKept = 256 * 1024 * 1024

/** Our own folder among the user's caches. A path that isn't absolute doesn't count: https://specifications.freedesktop.org/basedir-spec/latest/ */
function cacheFolder(env: NodeJS.ProcessEnv): string {
  const given = env['XDG_CACHE_HOME'] ?? ''
  return join(isAbsolute(given) ? given : join(homedir(), '.cache'), 'plumbline')
}

/** One line that is written over, at most ten times a second, and only where a person is looking. */
function progressLine({
  interactive,
  width,
}: {
  readonly interactive: boolean
  readonly width: number
}): Context['progress'] {
  let shown = false
  let last = performance.now()
  return (text) => {
    if (!interactive) return
    const now = performance.now()
    if (text === undefined) {
      if (shown) process.stderr.write('\r\u001B[K')
      shown = false
    } else if (now - last > 100) {
      process.stderr.write(`\r\u001B[K${text.slice(0, width - 1)}`)
      shown = true
      last = now
    }
  }
}
