import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Snapshot } from '../../kernel/ports.ts'
import { factOf } from '../../kernel/recording.ts'
import { argoFiles, saidIn } from './files.ts'
import { isIn, tells, topOf } from '../../model/tops.ts'

/** What all applications of a snapshot say of where their sources lie. */
export interface Repository {
  /** Whether a URL means the repository that is read. */
  isOwn(url: string): boolean
  /** Whether an application is written in a file. */
  isWritten(namespace: string, name: string): boolean
  /** The file that a project is written in. */
  projectFile(name: string): FilePath | undefined
}

/**
 * Which URL means the repository that is read is said nowhere in it. It is the one that is used with paths most of which exist
 * here; and, if none is used with any path that tells, the only one there is.
 */
export function repositoryOf(snapshot: Snapshot): Repository {
  return {
    isOwn: (url) => repository(snapshot, '', `own ${normal(url)}`).own.has(normal(url)),
    isWritten: (namespace, name) => {
      const id = `${namespace}/${name}`
      return repository(snapshot, '', `written ${id}`).written.has(id)
    },
    projectFile: (name) => repository(snapshot, '', `project ${name}`).projects.get(name),
  }
}

interface Found {
  readonly own: ReadonlySet<string>
  /** As `namespace/name`. */
  readonly written: ReadonlySet<string>
  readonly projects: ReadonlyMap<string, FilePath>
}

const repository = factOf<Found>('argocd/repository', {
  make: found,
  parts: ({ own, written, projects }) =>
    new Map<string, string>([
      ...Array.from(own, (url) => [`own ${url}`, 'yes'] as const),
      ...Array.from(written, (id) => [`written ${id}`, 'yes'] as const),
      ...Array.from(projects, ([name, file]) => [`project ${name}`, file] as const),
    ]),
})

interface Evidence {
  there: number
  all: number
}

function found(snapshot: Snapshot): Found {
  const evidence = new Map<string, Evidence>()
  const written = new Set<string>()
  const projects = new Map<string, FilePath>()
  for (const file of argoFiles(snapshot, filePath(''))) {
    for (const { kind, namespace, name, uses } of saidIn(snapshot, file) ?? []) {
      if (kind !== 'AppProject') written.add(`${namespace}/${name}`)
      else if (!projects.has(name)) projects.set(name, file)
      for (const [url, path] of uses) {
        const there = path !== null && isIn(snapshot, topOf(snapshot, file, [path]), path)
        note(evidence, normal(url), path, there)
      }
    }
  }
  return { own: ownOf(evidence), written, projects }
}

function ownOf(evidence: ReadonlyMap<string, Evidence>): ReadonlySet<string> {
  const likely = [...evidence].filter(([, { there, all }]) => there * 2 > all)
  const isUntold = [...evidence.values()].every(({ all }) => all === 0)
  return new Set(
    likely.length === 0 && isUntold && evidence.size === 1 ? evidence.keys() : likely.map(([url]) => url),
  )
}

function note(evidence: Map<string, Evidence>, url: string, path: string | null, isThere: boolean): void {
  const one = evidence.get(url) ?? { there: 0, all: 0 }
  evidence.set(url, one)
  if (path === null || !tells(path)) return
  one.all += 1
  if (isThere) one.there += 1
}

/** URLs of one repository are written in several ways. */
function normal(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/^[a-z+]+:\/\//u, '')
    .replace(/^[^@/]*@/u, '')
    .replace(':', '/')
    .replace(/\/+$/u, '')
    .replace(/\.git$/u, '')
}
