import { isListData, isMapData, type Data } from '../../kernel/edit.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { dataOf } from '../../model/data.ts'
import { entryOf } from '../../model/path.ts'
import type { Resource } from '../../model/resource.ts'
import { scalarText } from '../../model/scalar.ts'
import { shapes } from '../../shapes/index.ts'
import type { Owner } from '../../shapes/shape.ts'
import { unshaped } from '../../shapes/unshape.ts'

/** A resource as rules about plans know it: by the type and the attributes of a Terraform provider. */
export interface AsPlanned {
  readonly type: string
  readonly values: Value
  /** A path in these values, as the source has it. */
  readonly pathOf: (path: string) => string
}

/**
 * Types of CloudFormation, which are those of live resources too, become what they are in Terraform. Objects of a cluster become what the Kubernetes provider has for them: rules know some kinds by a type of their own, and every
 * other by `kubernetes_manifest`. https://registry.terraform.io/providers/hashicorp/kubernetes/latest/docs
 */
export function asPlanned({ provider, type, values }: Resource): AsPlanned {
  if (type.includes('::')) return fromCloudFormation(type, values)
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

/** The tables of the live shape read from right to left; what they don't know is left out. */
function fromCloudFormation(type: string, values: Value): AsPlanned {
  const owner = owners.get(type)
  if (owner === undefined) return { type, values, pathOf: (path) => path }
  const written = values.kind === 'map' ? [...values.entries] : []
  const properties = Object.fromEntries(
    written.flatMap(([name, one]): readonly (readonly [string, Data])[] => {
      const data = dataOf(one)
      return data === undefined ? [] : [[name, data]]
    }),
  )
  const { attributes, documents } = unshaped(owner.fields, properties)
  const texts = Object.entries(documents).map(([name, one]) => [name, JSON.stringify(one)] as const)
  return {
    type: owner.from,
    values: valueOf({ ...attributes, ...Object.fromEntries(texts) }),
    pathOf: () => '',
  }
}

const owners: ReadonlyMap<string, Owner> = new Map(
  shapes
    .flatMap((one) => one.owners)
    .filter(({ to }) => to.includes('::'))
    .toReversed()
    .map((one) => [one.to, one]),
)

/** It comes from no single place, so that the resource is named where it stands. */
function valueOf(data: Data): Value {
  const nowhere = { origin: 0, marks: marks.none } as const
  if (isListData(data)) return { kind: 'list', items: data.map(valueOf), ...nowhere }
  if (isMapData(data)) {
    const entries = Object.entries(data).map(([name, one]) => [name, valueOf(one)] as const)
    return { kind: 'map', entries: new Map(entries), ...nowhere }
  }
  return { kind: 'scalar', scalar: data, ...nowhere }
}
