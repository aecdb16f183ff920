import { marks, type Value } from '../../kernel/value.ts'
import { entryOf } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'

/** A resource as rules about plans know it: by the type and the attributes of a Terraform provider. */
export interface AsPlanned {
  readonly type: string
  readonly values: Value
  /** A path in these values, as the source has it. */
  readonly pathOf: (path: string) => string
}

/**
 * Objects of a cluster become what the Kubernetes provider has for them: rules know some kinds by a type of their own, and every
 * other by `kubernetes_manifest`. https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs
 */
export function asPlanned({ provider, type, values }: Resource): AsPlanned {
  if (provider !== 'kubernetes') return { type, values, pathOf: (path) => path }
  const typed = typedKinds.get(scalarText(entryOf(values, 'kind') ?? absent) ?? '')
  if (typed !== undefined) return { type: typed, values: blocksOf(values), pathOf: objectPath }
  const { origin, marks: given } = values
  return {
    type: 'kubernetes_manifest',
    values: { kind: 'map', entries: new Map([['manifest', values]]), origin, marks: given },
    pathOf: (path) => path.replace(/^manifest\.?/u, ''),
  }
}

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }

const typedKinds: ReadonlyMap<string, string> = new Map([
  ['ClusterRole', 'kubernetes_cluster_role_v1'],
  ['ClusterRoleBinding', 'kubernetes_cluster_role_binding_v1'],
  ['ConfigMap', 'kubernetes_config_map_v1'],
  ['RoleBinding', 'kubernetes_role_binding_v1'],
  ['ServiceAccount', 'kubernetes_service_account_v1'],
])

/** The members that rules ask for, as blocks. */
function blocksOf(values: Value): Value {
  const { origin } = values
  const one = (name: string): readonly Value[] => {
    const found = entryOf(values, name)
    return found === undefined || found.kind === 'absent' ? [] : [found]
  }
  const list = (items: readonly Value[]): Value => ({ kind: 'list', items, origin, marks: marks.none })
  const [subjects] = one('subjects')
  return {
    kind: 'map',
    entries: new Map([
      ['metadata', list(one('metadata'))],
      ['role_ref', list(one('roleRef'))],
      ...(subjects === undefined ? [] : [['subject', subjects] as const]),
      ...one('data').map((data) => ['data', data] as const),
    ]),
    origin,
    marks: values.marks,
  }
}

function objectPath(path: string): string {
  return path
    .replace(/^metadata\[0\]/u, 'metadata')
    .replace(/^role_ref\[0\]/u, 'roleRef')
    .replace(/^subject\b/u, 'subjects')
}
