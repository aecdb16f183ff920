import { marks, type Value } from '../../kernel/value.ts'
import { scalarText } from '../../model/scalar.ts'
import { evaluate } from './evaluate.ts'
import { expanded } from './for-each.ts'
import { conditionNamed, conditionValue } from './intrinsics/conditions.ts'
import { pseudoNames } from './intrinsics/reference.ts'
import { nestedTemplate } from './nested.ts'
import { parameterValue, type Given } from './parameters.ts'
import { meant, problem, shown } from './problems.ts'
import { addressIn, type Declared, type Expanded, type Scope, type Session, type Stack } from './scope.ts'
import { asMap, asName, asText, member, type MapNode, type Node } from './syntax/node.ts'
import { withoutSam } from './sam/transform.ts'
import { serverless, type Template } from './template.ts'
import { failed, scalarValue, spend, unknownValue, withOrigin } from './values.ts'

/** What a stack is made from. */
export interface StackInputs {
  readonly session: Session
  readonly template: Template
  /** What layers give; of a nested stack the one around it gives all. */
  readonly given: Given
  readonly parent?: Parent
}

/** The stack around a nested one, and the resource there that it is. */
interface Parent {
  readonly stack: TemplateStack
  readonly id: string
  readonly scope: Scope
  readonly properties: MapNode | undefined
}

/** What one nested stack costs of all that a reading may do. */
const nestedCost = 20_000
/** So deep may stacks lie in each other. */
const deepestStack = 20

/** A template whose parts are worked out when they are asked for, each once. */
export class TemplateStack implements Stack {
  readonly session: Session
  readonly template: Template
  readonly module: string
  readonly scope: Scope
  readonly #inputs: StackInputs
  readonly #parameters = new Map<string, Value>()
  readonly #conditions = new Map<string, Value>()
  readonly #properties = new Map<string, Value | undefined>()
  readonly #nested = new Map<string, TemplateStack | undefined>()
  readonly #outputs = new Map<string, Value | undefined>()
  /** What is being worked out, to find what depends on itself. */
  readonly #open = new Set<string>()
  #declared: ReadonlyMap<string, Declared> | undefined
  #namedConditions: ReadonlyMap<string, Expanded> | undefined
  #namedOutputs: ReadonlyMap<string, Expanded> | undefined

  constructor(inputs: StackInputs) {
    const { session, template, parent } = inputs
    this.#inputs = inputs
    this.session = session
    this.template = template
    this.module = parent === undefined ? '' : addressIn(parent.stack, parent.id)
    this.scope = { stack: this, loops: new Map(), under: parent?.scope.under ?? 0 }
  }

  evaluate(node: Node, scope: Scope): Value {
    return evaluate(node, scope)
  }

  parameter(name: string): Value | undefined {
    const known = this.#parameters.get(name)
    if (known !== undefined) return known
    const parameter = this.template.parameters.get(name)
    if (parameter === undefined) return undefined
    const value = this.#once(`parameter ${name}`, parameter.nameSpan, () => {
      const passed = this.#passed(name)
      return parameterValue(parameter, passed === undefined ? (this.#layers(name) ?? []) : [passed], this)
    })
    this.#parameters.set(name, value)
    return value
  }

  #layers(name: string): readonly Value[] | undefined {
    return this.#inputs.parent === undefined ? this.#inputs.given.get(name) : undefined
  }

  given(name: string): { readonly node: Node; readonly scope: Scope } | undefined {
    const { parent } = this.#inputs
    const node = member(parent?.properties?.entries.get('Parameters')?.value, name)
    return node === undefined || parent === undefined ? undefined : { node, scope: parent.scope }
  }

  /** What the stack around this one gives. */
  #passed(name: string): Value | undefined {
    const { parent } = this.#inputs
    const passed = asMap(parent?.properties?.entries.get('Parameters')?.value)?.entries.get(name)
    if (passed === undefined || parent === undefined) return undefined
    const value = parent.stack.evaluate(passed.value, parent.scope)
    if (value.kind === 'absent') return undefined
    const links = { inputs: [value.origin], under: parent.scope.under }
    return withOrigin(value, this.session.origins.at('module-input', passed.keySpan, links))
  }

  pseudo(name: string): Value | undefined {
    if (!pseudoNames.includes(name)) return undefined
    if (name === 'AWS::NoValue') return { kind: 'absent', origin: 0, marks: marks.none }
    const given = this.#inputs.given.get(name)?.at(-1)
    if (given !== undefined) return given
    const region = this.#inputs.given.get('AWS::Region')?.at(-1)
    const text = region === undefined ? undefined : ofRegion(name, scalarText(region) ?? '')
    if (region !== undefined && text !== undefined) {
      const { origins } = this.session
      return scalarValue(text, origins.at('call', origins.site(region.origin), { inputs: [region.origin] }))
    }
    // As with a data source: it is always there and never empty, only the account tells it.
    return unknownValue([{ kind: 'data', what: name }], 0)
  }

  get conditions(): ReadonlyMap<string, Expanded> {
    this.#namedConditions ??= byKey(expanded(this.template.conditions?.entries ?? new Map(), this.scope))
    return this.#namedConditions
  }

  condition(name: string): Value | undefined {
    const known = this.#conditions.get(name)
    if (known !== undefined) return known
    const entry = this.conditions.get(name)
    if (entry === undefined) return undefined
    const value = this.#once(`condition ${name}`, entry.keySpan, () =>
      conditionValue(entry.value, entry.scope),
    )
    const { origins } = this.session
    const made = withOrigin(value, origins.at('local', entry.keySpan, { inputs: [value.origin] }))
    this.#conditions.set(name, made)
    return made
  }

  get declared(): ReadonlyMap<string, Declared> {
    this.#declared ??= this.#declare()
    return this.#declared
  }

  #declare(): ReadonlyMap<string, Declared> {
    const found = new Map<string, Declared>()
    // Loops may look at resources only through the names that are there already.
    this.#declared = found
    const entries = expanded(this.template.resources?.entries ?? new Map(), this.scope)
    const isSam = this.template.transforms.includes(serverless)
    for (const entry of isSam ? withoutSam(entries, this.template.root) : entries) {
      const one = this.#declaredBy(entry)
      if (one === undefined) continue
      if (found.has(one.id)) this.#complain('duplicate-resource', duplicated(one.id), one)
      else found.set(one.id, one)
    }
    return found
  }

  #complain(
    code: 'duplicate-resource' | 'invalid-resource',
    detail: string,
    { idSpan }: Pick<Declared, 'idSpan'>,
  ): void {
    this.session.diagnostics.push(problem(`cloudformation/${code}`, detail, idSpan))
  }

  #declaredBy({ key, keySpan, value, scope }: Expanded): Declared | undefined {
    const node = asMap(value)
    const type = asText(node?.entries.get('Type')?.value)
    if (key === 'Fn::Transform') {
      const detail = 'The resources that this transform adds are not read: they are made in an account.'
      this.session.diagnostics.push(problem('cloudformation/include-not-read', detail, keySpan, 'warning'))
      return undefined
    }
    if (node !== undefined && type !== undefined) return { id: key, idSpan: keySpan, type, node, scope }
    const detail = node?.entries.has('Type')
      ? `The Type of the resource "${shown(key)}" is no text, so it is left out. Write the type itself, such as AWS::S3::Bucket.`
      : `The resource "${shown(key)}" has no Type, so it is left out. Write Type: AWS::Service::Thing in it.`
    this.#complain('invalid-resource', detail, { idSpan: keySpan })
    return undefined
  }

  /** The scope of a resource's values: they exist because of its condition. Undefined when it doesn't exist. */
  scopeOf({ node, scope }: Declared): Scope | undefined {
    const written = node.entries.get('Condition')?.value
    const name = asName(written)
    if (written === undefined || name === undefined) return scope
    const value = conditionNamed(name, written, scope)
    if (value.kind === 'scalar' && value.scalar !== true) return undefined
    const { origins } = this.session
    return {
      ...scope,
      under: origins.at('reference', written.span, { inputs: [value.origin], under: scope.under }),
    }
  }

  property(id: string, path: readonly string[]): Value | undefined {
    const key = `property ${id} ${path.join('.')}`
    if (this.#properties.has(key)) return this.#properties.get(key)
    const declared = this.declared.get(id)
    const properties = declared?.node.entries.get('Properties')?.value
    const node = path.reduce((at: Node | undefined, step) => member(at, step), properties)
    const scope = declared === undefined || node === undefined ? undefined : this.scopeOf(declared)
    if (node === undefined || scope === undefined || this.#open.has(key)) return undefined
    this.#open.add(key)
    const value = evaluate(node, scope)
    this.#open.delete(key)
    this.#properties.set(key, value)
    return value
  }

  nested(id: string): TemplateStack | undefined {
    if (this.#nested.has(id)) return this.#nested.get(id)
    // What asks for itself on the way is answered with nothing.
    this.#nested.set(id, undefined)
    const declared = this.declared.get(id)
    const scope = declared?.type === 'AWS::CloudFormation::Stack' ? this.scopeOf(declared) : undefined
    if (declared === undefined || scope === undefined) return undefined
    const template = nestedTemplate(declared, scope)
    if (template === undefined || !this.#mayHold(template, declared)) return undefined
    const properties = asMap(declared.node.entries.get('Properties')?.value)
    const parent = { stack: this, id, scope, properties }
    const made = new TemplateStack({
      session: this.session,
      template,
      given: pseudoOnly(this.#inputs.given),
      parent,
    })
    this.#nested.set(id, made)
    made.#checkPassed()
    return made
  }

  #mayHold(template: Template, { idSpan }: Declared): boolean {
    const files = this.#files()
    if (files.includes(template.file)) {
      const detail = `The nested stack's template is ${template.file}, which this stack is itself a part of, so it would never end. Name another template.`
      this.session.diagnostics.push(problem('cloudformation/cycle', detail, idSpan))
      return false
    }
    return files.length < deepestStack && spend(this.session, nestedCost, idSpan)
  }

  /** The template of this stack and those of all around it. */
  #files(): readonly string[] {
    const { parent } = this.#inputs
    return [this.template.file, ...(parent === undefined ? [] : parent.stack.#files())]
  }

  /** Problems of what is passed to a nested stack. */
  #checkPassed(): void {
    const { parent } = this.#inputs
    const { parameters } = this.template
    this.session.diagnostics.push(...this.template.diagnostics)
    for (const { key, keySpan } of asMap(
      parent?.properties?.entries.get('Parameters')?.value,
    )?.entries.values() ?? []) {
      if (parameters.has(key)) continue
      const detail = `The nested template ${this.template.file} declares no parameter "${shown(key)}".${meant(key, parameters.keys())} Declare it there, or take it out here.`
      this.session.diagnostics.push(problem('cloudformation/unknown-parameter', detail, keySpan))
    }
  }

  get outputs(): ReadonlyMap<string, Expanded> {
    this.#namedOutputs ??= byKey(expanded(this.template.outputs?.entries ?? new Map(), this.scope))
    return this.#namedOutputs
  }

  output(name: string): Value | undefined {
    if (this.#outputs.has(name)) return this.#outputs.get(name)
    const entry = this.outputs.get(name)
    const node = member(entry?.value, 'Value')
    if (entry === undefined || node === undefined) return undefined
    const map = asMap(entry.value)
    const scope = map === undefined ? undefined : this.scopeOf({ ...nothing, node: map, scope: entry.scope })
    const value = scope && this.#once(`output ${name}`, entry.keySpan, () => evaluate(node, scope))
    const { origins } = this.session
    const made =
      value &&
      withOrigin(value, origins.at('output', entry.keySpan, { inputs: [value.origin], under: scope.under }))
    this.#outputs.set(name, made)
    return made
  }

  /** Works something out, unless that is what is being worked out already. */
  #once(what: string, span: Declared['idSpan'], work: () => Value): Value {
    const { session } = this
    if (this.#open.has(what)) {
      const detail = `The ${shown(what)} depends on itself, so it has no value. Take one of the references in the circle out.`
      session.diagnostics.push(problem('cloudformation/cycle', detail, span))
      return failed(span, what, session.origins.at('literal', span))
    }
    this.#open.add(what)
    const value = work()
    this.#open.delete(what)
    return value
  }
}

const nothing = { id: '', idSpan: { file: '' as Declared['idSpan']['file'], start: 0, end: 0 }, type: '' }

function byKey(entries: readonly Expanded[]): ReadonlyMap<string, Expanded> {
  return new Map(entries.map((entry) => [entry.key, entry]))
}

function duplicated(id: string): string {
  return `There are two resources "${shown(id)}", and a logical ID names one only; the second is left out. Give it another name.`
}

/** What a region tells of its partition. Source: AWS General Reference, "Amazon Resource Names". */
function ofRegion(name: string, region: string): string | undefined {
  const isChina = region.startsWith('cn-')
  if (name === 'AWS::Partition')
    return isChina ? 'aws-cn' : region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws'
  return name === 'AWS::URLSuffix' ? `amazonaws.com${isChina ? '.cn' : ''}` : undefined
}

/** A nested stack is in the same account and region; its name is its own. */
function pseudoOnly(given: Given): Given {
  const own = new Set(['AWS::StackName', 'AWS::StackId', 'AWS::NotificationARNs'])
  return new Map([...given].filter(([name]) => name.startsWith('AWS::') && !own.has(name)))
}
