import { filePath, type FilePath } from '../../kernel/brand.ts'
import type { Data } from '../../kernel/edit.ts'
import { steps as stepKinds, type Origin, type OriginId } from '../../kernel/origin.ts'
import type { PathStep } from '../../model/path.ts'
import type { Asking, Place } from '../asking.ts'
import { textOf } from '../walk.ts'
import { pathInto } from './through.ts'

/**
 * A value that was taken out of a file of data, such as `yamldecode(file("${path.module}/teams.yaml")).web.size`, is set in that file:
 * https://developer.hashicorp.com/terraform/language/functions/yamldecode
 */
export function* decodedPlaces(asking: Asking, start: Origin, wanted: Data): Generator<Place> {
  const { origins } = asking.reading
  let rest: readonly PathStep[] = []
  let node: Origin | undefined = start
  for (let hops = 0; node !== undefined && hops < 100; hops++) {
    if (node.step === 'call') {
      yield* inFile(asking, node, rest, wanted)
      return
    }
    const into = pathInto(asking, node)
    if (node.step === 'reference' && into === undefined) return
    rest = [...(into ?? keyOf(asking, node)), ...rest]
    if (!stepKinds[node.step].identity || node.inputs.length !== 1) return
    node = origins.get(node.inputs[0] ?? 0)
  }
}

/** `each.value` is the value under the key of the instance. */
function keyOf({ resource }: Asking, { step }: Origin): readonly PathStep[] {
  if (step !== 'each' || resource === undefined) return []
  if (resource.index !== undefined) return [resource.index]
  const key = /\["((?:[^"\\]|\\.)*)"\]$/u.exec(resource.module)?.[1]
  return key === undefined ? [] : [key]
}

function* inFile(asking: Asking, call: Origin, path: readonly PathStep[], wanted: Data): Generator<Place> {
  const { texts, reading } = asking
  const isDecoding = /^(?:yamldecode|jsondecode)\s*\(\s*file\s*\(/u.test(texts.slice(call.site))
  const inner = reading.origins.get(call.inputs[0] ?? 0)
  const file = isDecoding && inner !== undefined ? fileNamed(asking, inner, inner.inputs[0] ?? 0) : undefined
  if (file === undefined || path.length === 0) return
  const edits = texts.writing(file)?.set(undefined, path, wanted, () => false)
  const [first] = edits ?? []
  if (edits === undefined || first === undefined) return
  yield { kind: 'literal', site: { file, start: first.start, end: first.end }, edits }
}

/** The file that a call names, when all parts of its name are known. */
function fileNamed(asking: Asking, call: Origin, name: OriginId): FilePath | undefined {
  const { origins, root } = asking.reading
  const node = origins.get(name)
  const inputs = node?.step === 'template' ? node.inputs : [name]
  const parts = inputs.map((one) => {
    const part = origins.get(one)
    if (part?.step !== 'builtin') return textOf(asking, one)
    const text = asking.texts.slice(part.site)
    if (text === 'path.module') return folderOf(call.site.file)
    return text === 'path.root' || text === 'path.cwd' ? root : undefined
  })
  return parts.includes(undefined) ? undefined : normal(parts.join(''))
}

function folderOf(file: FilePath): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.'
}

function normal(path: string): FilePath {
  const parts: string[] = []
  for (const part of path.split('/')) {
    if (part === '..') parts.pop()
    else if (part !== '' && part !== '.') parts.push(part)
  }
  return filePath(parts.join('/'))
}
