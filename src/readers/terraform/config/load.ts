import type { FilePath } from '../../../kernel/brand.ts'
import type { Diagnostic } from '../../../kernel/diagnostic.ts'
import type { Span } from '../../../kernel/span.ts'
import type { Attribute, Block, Body, Content, Expression } from '../../../lang/hcl/body.ts'
import {
  childrenOf,
  firstChild,
  literalText,
  nextSibling,
  nodeKind,
  sourceOf,
} from '../../../lang/hcl/tree.ts'
import type {
  CallConfig,
  CheckConfig,
  ConditionConfig,
  Mode,
  ModuleConfig,
  OutputConfig,
  ProviderConfig,
  ResourceConfig,
  VariableConfig,
} from './config.ts'
import type { ModuleFiles } from './files.ts'
import { blockTypes, overriddenBody, overrideProblems, replacing } from './override.ts'
import type { ParsedFiles } from './parsed.ts'
import { refuse } from '../problems.ts'

const topLevel = blockTypes({
  terraform: 0,
  language: 0,
  locals: 0,
  moved: 0,
  import: 0,
  removed: 0,
  variable: 1,
  output: 1,
  module: 1,
  provider: 1,
  check: 1,
  resource: 2,
  data: 2,
  ephemeral: 2,
})

/** Reads what the files of one module declare, override files laid over the others. */
export function loadModule(folder: FilePath, files: ModuleFiles, parsed: ParsedFiles): ModuleConfig {
  const loader = new Loader(folder)
  for (const file of files.primary) loader.file(parsed(file), false)
  for (const file of files.overrides) loader.file(parsed(file), true)
  return loader.config()
}

/** Names of arguments that a module call has of its own, so no variable can be set by them. */
const reserved = new Set([
  'source',
  'version',
  'providers',
  'count',
  'for_each',
  'lifecycle',
  'depends_on',
  'locals',
])

const familyWords: Readonly<Record<string, { readonly missing: string; readonly duplicate: string }>> = {
  variable: {
    missing: 'Missing base variable declaration to override',
    duplicate: 'Duplicate variable declaration',
  },
  output: { missing: 'Missing base output definition to override', duplicate: 'Duplicate output definition' },
  module: { missing: 'Missing module call to override', duplicate: 'Duplicate module call' },
  provider: {
    missing: 'Missing base provider configuration for override',
    duplicate: 'Duplicate provider configuration',
  },
  check: { missing: 'Missing check to override', duplicate: 'Duplicate check block configuration' },
}

function words(family: string): { readonly missing: string; readonly duplicate: string } {
  return (
    familyWords[family] ?? {
      missing: 'Missing resource to override',
      duplicate: 'Duplicate resource configuration',
    }
  )
}

/** A block that may still be overridden. */
interface Declared {
  readonly block: Block
  readonly body: Body
}

class Loader {
  readonly #folder: FilePath
  readonly #diagnostics: Diagnostic[] = []
  readonly #named = new Map<string, Map<string, Declared>>()
  readonly #locals = new Map<string, Attribute>()
  readonly #plain: { readonly type: string; readonly block: Block }[] = []
  readonly #requiredProviders = new Map<string, string>()
  readonly #providerAliases = new Set<string>()
  readonly #required: Attribute[] = []

  constructor(folder: FilePath) {
    this.#folder = folder
  }

  file(parsed: ReturnType<ParsedFiles>, override: boolean): void {
    if (parsed === undefined) return
    this.#diagnostics.push(...parsed.diagnostics)
    const content = parsed.value.content(topLevel)
    this.#diagnostics.push(...content.diagnostics)
    for (const { nameSpan, name } of content.attributes.values()) {
      this.#refuse(
        'Unsupported argument',
        nameSpan,
        `An argument named "${name}" is not expected here. At the top of a file there are only blocks.`,
      )
    }
    for (const block of content.blocks) this.#block(block, override)
  }

  #block(block: Block, override: boolean): void {
    switch (block.type) {
      case 'locals':
        this.#localsOf(block, override)
        break
      case 'terraform':
        this.#settings(block)
        break
      case 'variable':
      case 'output':
      case 'module':
      case 'resource':
      case 'data':
      case 'ephemeral':
      case 'check':
        this.#declare(block, block.type, block.labels.join('.'), override)
        break
      case 'provider':
        this.#declare(block, 'provider', providerKey(block), override)
        break
      case 'moved':
      case 'import':
      case 'removed':
      case 'language':
        if (override) {
          const detail = `Blocks of type "${block.type}" have no name by which one could override another. Move it to a file that is no override.`
          this.#refuse(`Cannot override '${block.type}' blocks`, block.headSpan, detail)
        } else this.#plain.push({ type: block.type, block })
        break
      default:
        this.#refuse(
          'Unsupported block type',
          block.headSpan,
          `Blocks of type "${block.type}" are not expected here.`,
        )
    }
  }

  #declare(block: Block, family: string, name: string, override: boolean): void {
    const known = this.#named.get(family) ?? new Map<string, Declared>()
    this.#named.set(family, known)
    const before = known.get(name)
    for (const [position, label] of block.labels.entries()) this.#checkName(family, position, label, block)
    if (override && before === undefined && family !== 'provider') {
      const detail = `There is no ${family} "${name}" in the files that are not overrides, so there is nothing that this block could override.`
      this.#refuse(words(family).missing, block.headSpan, detail)
    } else if (override && before !== undefined) {
      this.#diagnostics.push(...overrideProblems(block))
      known.set(name, { block: before.block, body: overriddenBody(before.body, block.body) })
    } else if (before === undefined) {
      known.set(name, { block, body: block.body })
    } else {
      const detail = `A ${family} "${name}" is declared already. Each must have a name of its own within a module.`
      this.#refuse(words(family).duplicate, block.headSpan, detail)
    }
  }

  #checkName(family: string, position: number, label: string, block: Block): void {
    if (family === 'variable' && reserved.has(label)) {
      const detail = `The variable name "${label}" is reserved due to its special meaning inside module blocks.`
      this.#refuse('Invalid variable name', block.labelSpans[position] ?? block.headSpan, detail)
    }
    if (family === 'provider' || /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(label)) return
    const detail = `"${label}" is not a name: a name begins with a letter or underscore and holds only letters, digits, underscores and dashes.`
    this.#refuse(
      `Invalid ${family === 'module' ? 'module instance' : family} name`,
      block.labelSpans[position] ?? block.headSpan,
      detail,
    )
  }

  #localsOf(block: Block, override: boolean): void {
    for (const attribute of this.#content(block.body, {}).attributes.values()) {
      const before = this.#locals.get(attribute.name)
      if (override && before !== undefined) {
        this.#locals.set(attribute.name, replacing(attribute, before))
      } else if (override) {
        const detail = `There is no local value "${attribute.name}" in the files that are not overrides, so there is nothing that this one could override.`
        this.#refuse('Missing base local value definition to override', attribute.nameSpan, detail)
      } else if (before === undefined) {
        this.#locals.set(attribute.name, attribute)
      } else {
        const detail = `A local value named "${attribute.name}" is defined already. Local value names must be unique within a module.`
        this.#refuse('Duplicate local value definition', attribute.nameSpan, detail)
      }
    }
  }

  #settings(block: Block): void {
    const nested = { required_providers: 0, backend: 1, cloud: 0, provider_meta: 1, encryption: 0 }
    const { attributes, blocks } = this.#content(block.body, nested)
    const required = attributes.get('required_version')
    if (required !== undefined) this.#required.push(required)
    for (const inner of blocks) {
      if (inner.type !== 'required_providers') continue
      for (const { name, expression } of this.#content(inner.body, {}).attributes.values()) {
        const source = memberOf(expression, 'source')
        const text = source && staticText({ expression: source })
        this.#requiredProviders.set(name, text ?? `hashicorp/${name}`)
        const aliases = memberOf(expression, 'configuration_aliases')
        if (aliases === undefined) continue
        for (const one of childrenOf(aliases.tree, aliases.node)) {
          this.#providerAliases.add(sourceOf(aliases.tree, one).replaceAll('"', ''))
        }
      }
    }
  }

  #content(body: Body, blocks: Readonly<Record<string, number>>): Content {
    const content = body.content(blockTypes(blocks))
    this.#diagnostics.push(...content.diagnostics)
    return content
  }

  #refuse(summary: string, span: Span, detail: string): void {
    this.#diagnostics.push(refuse(summary, detail, span))
  }

  config(): ModuleConfig {
    const plain = (type: string): Block[] =>
      this.#plain.filter((one) => one.type === type).map(({ block }) => block)
    return {
      folder: this.#folder,
      variables: this.#each('variable', (declared, name) => this.#variable(declared, name)),
      locals: this.#locals,
      resources: this.#resources(),
      calls: this.#each('module', (declared, name) => this.#call(declared, name)),
      outputs: this.#each('output', (declared, name) => this.#output(declared, name)),
      checks: [...this.#each('check', (declared, name) => this.#check(declared, name)).values()],
      imports: plain('import'),
      moved: plain('moved'),
      removed: plain('removed'),
      providers: [...this.#each('provider', (declared) => this.#provider(declared)).values()],
      requiredProviders: this.#requiredProviders,
      providerAliases: this.#providerAliases,
      requiredVersions: this.#required,
      diagnostics: this.#diagnostics,
    }
  }

  #each<One>(family: string, make: (declared: Declared, name: string) => One): Map<string, One> {
    const made = new Map<string, One>()
    for (const [name, declared] of this.#named.get(family) ?? []) made.set(name, make(declared, name))
    return made
  }

  #resources(): Map<string, ResourceConfig> {
    const all = new Map<string, ResourceConfig>()
    for (const [family, mode] of [
      ['resource', 'managed'],
      ['data', 'data'],
      ['ephemeral', 'ephemeral'],
    ] as const) {
      for (const declared of this.#named.get(family)?.values() ?? []) {
        const resource = resourceOf(declared, mode)
        all.set(resourceKey(resource), resource)
      }
    }
    return all
  }

  #variable({ block, body }: Declared, name: string): VariableConfig {
    const { attributes, blocks } = this.#content(body, { validation: 0 })
    this.#only(attributes, [
      'type',
      'default',
      'description',
      'sensitive',
      'ephemeral',
      'nullable',
      'deprecated',
    ])
    return {
      name,
      nameSpan: block.headSpan,
      span: block.span,
      type: attributes.get('type'),
      fallback: attributes.get('default'),
      sensitive: attributes.get('sensitive'),
      ephemeral: attributes.get('ephemeral'),
      nullable: attributes.get('nullable'),
      validations: this.#conditions(blocks, 'validation'),
    }
  }

  #output({ block, body }: Declared, name: string): OutputConfig {
    const { attributes, blocks } = this.#content(body, { precondition: 0, postcondition: 0 })
    this.#only(attributes, ['value', 'description', 'sensitive', 'ephemeral', 'depends_on', 'deprecated'])
    if (!attributes.has('value')) this.#missing('value', block.headSpan)
    return {
      name,
      nameSpan: block.headSpan,
      span: block.span,
      value: attributes.get('value'),
      sensitive: attributes.get('sensitive'),
      ephemeral: attributes.get('ephemeral'),
      dependsOn: attributes.get('depends_on'),
      preconditions: this.#conditions(blocks, 'precondition'),
    }
  }

  #call({ block, body }: Declared, name: string): CallConfig {
    const { attributes } = this.#content(body, { providers: 0, lifecycle: 0, locals: 0 })
    const meta = ['source', 'version', 'count', 'for_each', 'depends_on', 'providers', 'enabled']
    if (!attributes.has('source')) this.#missing('source', block.headSpan)
    return {
      name,
      span: block.span,
      headSpan: block.headSpan,
      source: attributes.get('source'),
      version: attributes.get('version'),
      count: attributes.get('count'),
      forEach: attributes.get('for_each'),
      enabled: this.#enabled(body),
      dependsOn: attributes.get('depends_on'),
      providers: attributes.get('providers'),
      arguments: new Map(
        [...attributes].filter(([argument]) => !meta.includes(argument) || argument === 'enabled'),
      ),
    }
  }

  /** OpenTofu's `lifecycle { enabled = … }`. */
  #enabled(body: Body): Attribute | undefined {
    const lifecycle = this.#content(body, { lifecycle: 0 }).blocks.find(({ type }) => type === 'lifecycle')
    return lifecycle && this.#content(lifecycle.body, {}).attributes.get('enabled')
  }

  #check({ block, body }: Declared, name: string): CheckConfig {
    const { blocks } = this.#content(body, { data: 2, assert: 0 })
    const data = blocks.find(({ type }) => type === 'data')
    return {
      name,
      headSpan: block.headSpan,
      data: data && resourceOf({ block: data, body: data.body }, 'data'),
      asserts: this.#conditions(blocks, 'assert'),
    }
  }

  #provider({ block, body }: Declared): ProviderConfig {
    const { attributes } = body.content(new Map([['*', 0]]))
    return {
      name: block.labels[0] ?? '',
      alias: attributes.get('alias'),
      forEach: attributes.get('for_each'),
      span: block.span,
      headSpan: block.headSpan,
      body,
    }
  }

  #conditions(blocks: readonly Block[], type: string): ConditionConfig[] {
    return blocks
      .filter((block) => block.type === type)
      .map(({ body, headSpan }) => {
        const { attributes } = this.#content(body, {})
        if (!attributes.has('condition')) this.#missing('condition', headSpan)
        if (!attributes.has('error_message')) this.#missing('error_message', headSpan)
        return {
          span: headSpan,
          condition: attributes.get('condition'),
          message: attributes.get('error_message'),
        }
      })
  }

  #only(attributes: ReadonlyMap<string, Attribute>, names: readonly string[]): void {
    for (const { name, nameSpan } of attributes.values()) {
      if (names.includes(name)) continue
      this.#refuse('Unsupported argument', nameSpan, `An argument named "${name}" is not expected here.`)
    }
  }

  #missing(name: string, span: Span): void {
    this.#refuse(
      'Missing required argument',
      span,
      `The argument "${name}" is required, but no definition was found.`,
    )
  }
}

/** `aws_instance.web`, `data.aws_ami.this`: how a module's expressions name a resource. */
export function resourceKey({ mode, type, name }: { mode: Mode; type: string; name: string }): string {
  return mode === 'managed' ? `${type}.${name}` : `${mode}.${type}.${name}`
}

function resourceOf({ block, body }: Declared, mode: Mode): ResourceConfig {
  const [type = '', name = ''] = block.labels
  return { mode, type, name, span: block.span, headSpan: block.headSpan, body }
}

/** A provider may be configured once, and once for each alias. */
function providerKey(block: Block): string {
  const alias = block.body.content(new Map([['*', 0]])).attributes.get('alias')
  const text = alias && staticText(alias)
  return `${block.labels[0] ?? ''}${text === undefined ? '' : `.${text}`}`
}

/** The text of an argument that is a plain string. */
export function staticText({ expression }: Pick<Attribute, 'expression'>): string | undefined {
  const { tree, node } = expression
  if (tree.kinds[node] !== nodeKind.template && tree.kinds[node] !== nodeKind.heredoc) return undefined
  const parts = childrenOf(tree, node)
  if (parts.some((part) => tree.kinds[part] !== nodeKind.text)) return undefined
  return parts.map((part) => literalText(tree, part)).join('')
}

/** A member of an entry of `required_providers`. */
function memberOf({ tree, node }: Expression, wanted: string): Expression | undefined {
  if (tree.kinds[node] !== nodeKind.object) return undefined
  for (const item of childrenOf(tree, node)) {
    const key = firstChild(tree, item)
    const name = tree.kinds[key] === nodeKind.template ? firstChild(tree, key) : key
    if (name !== -1 && literalText(tree, name) === wanted) return { tree, node: nextSibling(tree, key) }
  }
  return undefined
}
