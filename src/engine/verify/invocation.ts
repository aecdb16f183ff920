import type { FilePath } from '../../kernel/brand.ts'
import type { Unit } from '../../readers/reader.ts'

/** How the real tool is asked for what we read, or why it isn't. */
export type Invocation =
  | {
      readonly kind: 'run'
      readonly program: string
      readonly args: readonly string[]
      readonly environment: Readonly<Record<string, string>>
    }
  /** Terraform plans, which takes more than one run of it. */
  | { readonly kind: 'plan'; readonly variables: readonly string[] }

/** The version of Kubernetes that both are told to render for: programs differ in the one that they take by themselves. */
export const kubeVersion = '1.35.0'

/** How to run the tool that a unit is made for; undefined where a format has no tool that prints what it says. */
export function invocationOf(unit: Unit, root: string): Invocation | undefined {
  switch (unit.format) {
    case 'helm':
      return { kind: 'run', program: 'helm', args: helmArguments(unit, root), environment: helmEnvironment }
    case 'kustomize':
      return {
        kind: 'run',
        program: 'kubectl',
        args: ['kustomize', placeIn(root, unit.root)],
        environment: {},
      }
    case 'terraform':
      return { kind: 'plan', variables: variableArguments(unit, root) }
    default:
      return undefined
  }
}

/** Neither what the state remembers nor what runs is asked for, and nobody else waits. */
function variableArguments({ options }: Unit, root: string): readonly string[] {
  const given = options.layers.flatMap((layer) =>
    layer.kind === 'file'
      ? [`-var-file=${placeIn(root, layer.file)}`]
      : ['-var', `${layer.name}=${layer.text}`],
  )
  return ['-refresh=false', '-lock=false', ...given]
}

/** Where the user's cluster is has no say in what a chart renders to. */
const helmEnvironment = { HELM_NAMESPACE: 'default', KUBECONFIG: '/dev/null' }

/** See https://helm.sh/docs/helm/helm_template/ */
function helmArguments({ root: chart, options }: Unit, root: string): readonly string[] {
  const values = options.layers.flatMap((layer) => {
    if (layer.kind === 'file') return ['--values', placeIn(root, layer.file)]
    return [layer.isText === true ? '--set-string' : '--set', `${layer.name}=${layer.text}`]
  })
  return [
    'template',
    'release-name',
    placeIn(root, chart),
    '--include-crds',
    '--kube-version',
    kubeVersion,
    ...values,
  ]
}

function placeIn(root: string, file: FilePath): string {
  return file.startsWith('/') ? file : `${root}/${file}`
}
