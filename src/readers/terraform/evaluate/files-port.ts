import type { FilePath } from '../../../kernel/brand.ts'
import { steps } from '../../../kernel/origin.ts'
import type { FunctionContext, TextSource } from '../../../lang/hcl/functions/function.ts'
import { problem } from '../../../lang/hcl/problem.ts'
import type { Val } from '../../../lang/hcl/value.ts'
import { within } from '../config/files.ts'
import type { Session } from './session.ts'

type PortedNames = 'readFile' | 'fileOrigin' | 'sourceOf' | 'fileExists' | 'filesBelow'

/** How the file functions see the snapshot: paths are relative to the root module's folder. */
export function filesPort(session: Session): Pick<FunctionContext, PortedNames> {
  const { snapshot } = session
  const at = (path: string): FilePath => inSnapshot(session, path)
  return {
    readFile(path) {
      const bytes = snapshot.bytes(at(path))
      if (bytes !== undefined) return bytes
      const detail = `no file exists at "${path}"; this function works only with files that are distributed as part of the configuration source code, so if this file will be created by a resource in this configuration you must instead obtain this result from an attribute of that resource`
      return problem('Invalid function argument', detail, 0)
    },
    fileOrigin(path, text) {
      const file = at(path)
      return snapshot.text(file) === text ? session.origins.add('literal', file, 0, text.length) : 0
    },
    sourceOf: (text) => sourceOf(session, text),
    fileExists(path) {
      const file = at(path)
      if (snapshot.bytes(file) !== undefined) return true
      if (snapshot.list(file) === undefined) return false
      return problem('Invalid function argument', `"${path}" is a directory, not a file`, 0)
    },
    filesBelow: (path) => below(session, at(path)),
  }
}

const decodedIn = new WeakMap<Session, Map<FilePath, Map<string, Val>>>()

/** What was decoded of a file in an evaluation. */
function decodedOf(session: Session, file: FilePath): Map<string, Val> {
  const files = decodedIn.get(session) ?? new Map<FilePath, Map<string, Val>>()
  decodedIn.set(session, files)
  const known = files.get(file) ?? new Map<string, Val>()
  files.set(file, known)
  return known
}

/** The file that a text was read from, through whatever handed it on. */
function sourceOf(session: Session, text: Val): TextSource | undefined {
  const { origins, snapshot } = session
  let id = text.origin
  for (let hops = 0; steps[origins.step(id)].identity && hops < mostHops; hops++) {
    const [input = 0, another] = origins.inputs(id)
    if (input === 0 || another !== undefined) return undefined
    id = input
  }
  const { file, start, end } = origins.site(id)
  if (text.kind !== 'string' || origins.step(id) !== 'literal' || start !== 0 || end !== text.value.length)
    return undefined
  return snapshot.text(file) === text.value ? { file, origins, decoded: decodedOf(session, file) } : undefined
}

/** Longer ways exist only in what loops. */
const mostHops = 200

/** An absolute path is understood when it lies in the folder that was read. */
function inSnapshot({ root, options }: Session, path: string): FilePath {
  const base = options.workingFolder
  if (!path.startsWith('/') || base === undefined) return within(root, path)
  return path === base || path.startsWith(`${base}/`)
    ? within(root, path.slice(base.length + 1))
    : within(root, `../${path}`)
}

const most = 100_000

function below({ snapshot }: Session, folder: FilePath): readonly string[] {
  const found: string[] = []
  const open: string[] = ['']
  for (let prefix = open.pop(); prefix !== undefined && found.length < most; prefix = open.pop()) {
    for (const { name, kind } of snapshot.list(within(folder, prefix)) ?? []) {
      const path = prefix === '' ? name : `${prefix}/${name}`
      if (kind === 'folder') open.push(path)
      else found.push(path)
    }
  }
  return found.toSorted()
}
