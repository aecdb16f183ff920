import { filePath } from '../../kernel/brand.ts'
import { Origins } from '../../kernel/origins.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { lowerYaml } from '../../lang/yaml/lower.ts'
import { parseYaml } from '../../lang/yaml/parse.ts'
import type { ResourceChange } from '../../model/difference.ts'
import { objectsIn } from '../../model/kubernetes/objects.ts'
import { resourcesOf } from '../../model/kubernetes/resources.ts'
import { leavesOf, nameAt, pathText } from '../../model/path.ts'
import type { Reading } from '../../model/reading.ts'
import { withoutCredentialsIn } from '../../model/without-credentials.ts'
import type { ProgramRun, VerifiedVerdict } from '../../model/verification.ts'
import { stepsOf, valueChanges } from '../difference/values.ts'

/** Compares a reading with what the real tool made of the same root. */
export function verdictOf(ours: Reading, run: ProgramRun, program: string): VerifiedVerdict {
  const mistake = ours.diagnostics.find(({ severity }) => severity === 'error')
  switch (run.kind) {
    case 'missing':
      return { kind: 'missing', program }
    case 'refused':
      if (run.why.includes('--enable-helm'))
        return { kind: 'left-out', why: 'kubectl kustomize builds no charts unless --enable-helm is given' }
      // Of what lies in the same repository we render what helm would after building.
      if (mistake === undefined && run.why.includes('missing in charts/ directory'))
        return { kind: 'left-out', why: 'helm wants `helm dependency build` first' }
      return mistake === undefined
        ? { kind: 'disagree', who: 'tool', why: withoutCredentialsIn(run.why) }
        : { kind: 'both-refuse' }
    case 'printed':
      return mistake === undefined
        ? compared(ours, run.text)
        : { kind: 'disagree', who: 'we', why: withoutCredentialsIn(mistake.detail) }
  }
}

function compared(ours: Reading, text: string): VerifiedVerdict {
  const theirs = valuesIn(text)
  const own = new Map(ours.resources.map(({ address, values }) => [String(address), values]))
  const changes = [...new Set([...theirs.keys(), ...own.keys()])]
    .toSorted()
    .flatMap((address) => differencesOf(address, theirs.get(address) ?? absent, own.get(address) ?? absent))
  const [unknown, differences] = [
    changes.filter(({ after }) => after.kind === 'unknown'),
    changes.filter(({ after }) => after.kind !== 'unknown'),
  ]
  const all = [...theirs.values()].reduce((sum, value) => sum + leafCount(value), 0)
  const not = changes.reduce((sum, { before }) => sum + leafCount(before), 0)
  return {
    kind: 'compared',
    equal: all - not,
    different: differences.reduce(
      (sum, one) => sum + Math.max(leafCount(one.before), leafCount(one.after)),
      0,
    ),
    unknown: unknown.length,
    differences,
  }
}

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }

function differencesOf(address: string, before: Value, after: Value): readonly ResourceChange[] {
  return valueChanges(before, after).map((one) => {
    const path = stepsOf(one.steps)
    return {
      kind: one.kind,
      address,
      path: pathText(path),
      name: nameAt(one.kind === 'removed' ? before : after, path, address),
      before: one.kind === 'added' ? absent : one.before,
      after: one.kind === 'removed' ? absent : one.after,
    }
  })
}

/** The objects that a tool printed, by address. */
function valuesIn(text: string): ReadonlyMap<string, Value> {
  const origins = new Origins()
  const tree = parseYaml(filePath('<printed>'), text)
  const objects = tree.documents.flatMap((document) =>
    objectsIn(lowerYaml(tree, document, { dialect: 'go-yaml-v2', origins }).value, text, origins),
  )
  return new Map(resourcesOf(objects).value.map(({ address, values }) => [String(address), values]))
}

function leafCount(value: Value): number {
  if (value.kind === 'absent') return 0
  let count = 0
  for (const _ of leavesOf(value)) count++
  return count
}
