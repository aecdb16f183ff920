import type { FilePath } from '../../kernel/brand.ts'
import { specsIn } from './configurations.ts'
import { refuser, textSetter, type Context, type Target } from './context.ts'
import { setAt, type Setter } from './field-spec.ts'
import { addHashes, generated } from './generators.ts'
import type { Kustomization } from './kustomization.ts'
import {
  fieldOf,
  itemsIn,
  mapNode,
  textIn,
  textNode,
  type MapNode,
  type Node,
  type ScalarNode,
} from './node.ts'
import { Built } from './object.ts'
import { defaultOrder, inOrder } from './order.ts'
import {
  applyInlineMerges,
  applyJson6902,
  applyPatch,
  applyStrategicMerges,
  isBuiltInPlugin,
  loadable,
  scalarsIn,
} from './patches.ts'
import { replace } from './replacements.ts'
import { selected } from './select.ts'
import {
  addEntries,
  affix,
  setImage,
  setNamespace,
  setReplicas,
  type NamespaceOptions,
} from './transformers.ts'

/** Runs the configuration of a transformer that is built in. See https://kubectl.docs.kubernetes.io/references/kustomize/builtins/ */
export function runTransformer(context: Context, target: Target, folder: FilePath, { node }: Built): void {
  const kind = textIn(node, 'kind') ?? ''
  const run = isBuiltInPlugin(node) ? transformers.get(kind) : undefined
  if (run === undefined) throw refuser(context, 'kustomize/plugin', node)(kind)
  run({ context, target, folder, node, specs: (key = 'fieldSpecs') => specsIn(node, key) })
}

/** Whether a configuration is one of the generator that renders charts. */
export function isChartGenerator(node: MapNode): boolean {
  return isBuiltInPlugin(node) && textIn(node, 'kind') === 'HelmChartInflationGenerator'
}

/** Runs the configuration of a generator that is built in. */
export function runGenerator(context: Context, kustomization: Kustomization, { node }: Built): Built {
  const kind = textIn(node, 'kind') ?? ''
  if (isBuiltInPlugin(node) && kind === 'IAMPolicyGenerator') return accountFor(context, node)
  if (!isBuiltInPlugin(node) || (kind !== 'ConfigMapGenerator' && kind !== 'SecretGenerator'))
    throw refuser(context, 'kustomize/plugin', node)(kind)
  const entry = mapNode(node.origin, [...node.entries])
  for (const key of ['name', 'namespace']) {
    const said = fieldOf(node, 'metadata', key)
    if (said !== undefined) entry.entries.set(key, said)
  }
  const alone = { ...kustomization, node: mapNode(node.origin) }
  return generated(context, alone, kind === 'SecretGenerator' ? 'Secret' : 'ConfigMap', entry)
}

/** The account of a workload that stands for one of a cloud. */
function accountFor(context: Context, node: MapNode): Built {
  const cloud = textIn(node, 'cloud') ?? ''
  if (cloud !== 'gke')
    throw refuser(context, 'kustomize/invalid-generator', node)(`${cloud} is no cloud that it knows`)
  const { origins } = context
  const [account, project] = [
    scalarIn(node, 'serviceAccount', 'name'),
    scalarIn(node, 'serviceAccount', 'projectId'),
  ]
  const inputs = [account, project].flatMap((one) => one?.origin ?? [])
  const email = `${account?.text ?? ''}@${project?.text ?? ''}.iam.gserviceaccount.com`
  const made = origins.at('template', origins.site(node.origin), { inputs })
  const metadata = mapNode(node.origin, [
    ['annotations', mapNode(made, [['iam.gke.io/gcp-service-account', textNode(email, made)]])],
  ])
  for (const key of ['name', 'namespace'] as const) {
    const said = scalarIn(node, 'kubernetesService', key)
    if (said !== undefined) metadata.entries.set(key, said)
  }
  return new Built(
    mapNode(node.origin, [
      ['apiVersion', textNode('v1', node.origin)],
      ['kind', textNode('ServiceAccount', node.origin)],
      ['metadata', metadata],
    ]),
  )
}

interface Run {
  readonly context: Context
  readonly target: Target
  readonly folder: FilePath
  readonly node: MapNode
  readonly specs: (key?: string) => ReturnType<typeof specsIn>
}

function scalarIn(node: Node, ...keys: readonly string[]): ScalarNode | undefined {
  const found = fieldOf(node, ...keys)
  return found?.kind === 'scalar' && found.text !== '' ? found : undefined
}

function affixes(which: readonly ('prefix' | 'suffix')[]): (run: Run) => void {
  return ({ context, target, node, specs }) => {
    for (const at of which) {
      const value = scalarIn(node, at)
      if (value !== undefined) affix(context, target, at, value, specs())
    }
  }
}

const transformers: ReadonlyMap<string, (run: Run) => void> = new Map<string, (run: Run) => void>([
  ['PrefixTransformer', affixes(['prefix'])],
  ['SuffixTransformer', affixes(['suffix'])],
  ['PrefixSuffixTransformer', affixes(['prefix', 'suffix'])],
  [
    'LabelTransformer',
    ({ context, target, node, specs }) => added(context, target, fieldOf(node, 'labels'), specs()),
  ],
  [
    'AnnotationsTransformer',
    ({ context, target, node, specs }) => added(context, target, fieldOf(node, 'annotations'), specs()),
  ],
  ['NamespaceTransformer', inNamespace],
  [
    'ImageTagTransformer',
    ({ context, target, node, specs }) => {
      const entry = fieldOf(node, 'imageTag')
      if (entry !== undefined) setImage(context, target, entry, specs())
    },
  ],
  [
    'ReplicaCountTransformer',
    ({ context, target, node, specs }) => {
      const entry = fieldOf(node, 'replica')
      if (entry !== undefined) setReplicas(context, target, entry, specs())
    },
  ],
  ['PatchTransformer', ({ context, target, folder, node }) => applyPatch(context, target, folder, node)],
  [
    'PatchJson6902Transformer',
    ({ context, target, folder, node }) => applyJson6902(context, target, folder, node, 'jsonOp'),
  ],
  ['PatchStrategicMergeTransformer', mergesPatches],
  [
    'ReplacementTransformer',
    ({ context, target, folder, node }) => {
      const entries = fieldOf(node, 'replacements')
      replace(context, target, folder, entries?.kind === 'list' ? entries.items : [])
    },
  ],
  ['HashTransformer', ({ context, target }) => addHashes(context, target.objects)],
  ['SortOrderTransformer', sorts],
  ['ValueAddTransformer', addsValue],
])

function added(
  context: Context,
  target: Target,
  pairs: Node | undefined,
  specs: ReturnType<typeof specsIn>,
): void {
  if (pairs !== undefined) addEntries(context, target, pairs, specs)
}

function inNamespace({ context, target, node, specs }: Run): void {
  const value = scalarIn(node, 'metadata', 'namespace')
  const unset = fieldOf(node, 'unsetOnly')
  const mode = textIn(node, 'setRoleBindingSubjects') ?? 'defaultOnly'
  if (mode !== 'defaultOnly' && mode !== 'allServiceAccounts' && mode !== 'none')
    throw refuser(context, 'kustomize/invalid-transformer', node)(`${mode} is no way to set subjects`)
  const options: NamespaceOptions = {
    isUnsetOnly: unset?.kind === 'scalar' && unset.scalar === true,
    subjects: mode,
  }
  if (value !== undefined) setNamespace(context, target, value, specs(), options)
}

function mergesPatches({ context, target, folder, node }: Run): void {
  const text = scalarIn(node, 'patches')
  const paths = scalarsIn(node, 'paths')
  if (text === undefined && paths.length === 0)
    throw refuser(context, 'kustomize/invalid-patch', node)('it has neither paths nor patches')
  applyStrategicMerges(context, target, folder, paths)
  if (text !== undefined) applyInlineMerges(context, target, text)
}

/** A value at places of objects; among the parts of a path where a position is said, which are counted from one. */
function addsValue({ context, target, folder, node }: Run): void {
  const wrong = refuser(context, 'kustomize/invalid-transformer', node)
  const value = scalarIn(node, 'value') ?? textNode(folder.slice(folder.lastIndexOf('/') + 1), node.origin)
  const file = scalarIn(node, 'targetFilePath')
  const [listed] =
    file === undefined
      ? []
      : context.files.documents(loadable(context, folder, file), context.origins.site(file.origin))
  const targets = [...itemsIn(node, 'targets'), ...itemsIn(listed, 'targets')]
  if (targets.length === 0) throw wrong('it needs a target')
  for (const one of targets) {
    const selector = fieldOf(one, 'selector')
    const path = textIn(one, 'fieldPath') ?? ''
    const position = Number(textIn(one, 'filePathPosition') ?? '0')
    if (path === '') throw wrong('a target needs a fieldPath')
    const objects = selector === undefined ? target.objects : selected(target.objects, selector, wrong)
    const setter = position > 0 ? partSetter(context, value, position) : textSetter(context, value)
    for (const object of objects)
      setAt(object, { path, kind: '', group: '', version: '', create: true }, setter)
  }
}

function partSetter(context: Context, value: ScalarNode, position: number): Setter {
  const { origins } = context
  return {
    ...textSetter(context, value),
    set(found) {
      const path = found.kind === 'scalar' && found.scalar !== null ? found.text : ''
      const top = path.startsWith('/') ? '/' : ''
      const parts = path === '' ? [] : path.slice(top.length).split('/')
      const text = top + parts.toSpliced(position - 1, 0, value.text).join('/')
      const origin = origins.at('template', origins.site(value.origin), {
        inputs: [value.origin, found.origin],
      })
      return textNode(text, origin)
    },
  }
}

function sorts({ target, node }: Run): void {
  const options = fieldOf(node, 'sortOptions')
  if (textIn(options, 'order') !== 'legacy') return
  target.objects = inOrder(target.objects, orderIn(options))
}

/** The order of kinds that options say. */
export function orderIn(options: Node | undefined): typeof defaultOrder {
  const legacy = fieldOf(options, 'legacySortOptions')
  if (legacy === undefined) return defaultOrder
  return {
    first: scalarsIn(legacy, 'orderFirst').map(({ text }) => text),
    last: scalarsIn(legacy, 'orderLast').map(({ text }) => text),
  }
}
