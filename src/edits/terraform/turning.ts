import type { Data, ScalarData } from '../../kernel/edit.ts'
import type { Origin } from '../../kernel/origin.ts'
import { filePath, type FilePath } from '../../kernel/brand.ts'
import { schemasOf } from '../../readers/terraform/schemas.ts'
import type { Resource } from '../../model/resource.ts'
import type { Unit } from '../../readers/reader.ts'
import type { BlockSchema } from '../../readers/terraform/schema/schema.ts'
import type { BlockTest } from '../additions.ts'
import { environmentFile, type Asking, type Place } from '../asking.ts'
import { exactly } from '../additions.ts'
import { isCollection, scalarForms, textOf, type Inverted, type Turning } from '../walk.ts'

/** Functions, operators and variables: https://developer.hashicorp.com/terraform/language/expressions */
export const terraformTurning: Turning = {
  invert(asking, node, wanted) {
    if (isCollection(wanted)) return []
    if (node.step === 'operator') return operands(asking, node, wanted as ScalarData)
    if (node.step === 'call') return throughCall(asking, node, wanted as ScalarData)
    return []
  },

  *beside(asking, node, wanted) {
    if (node.step !== 'variable') return
    const file = environmentFile(asking) ?? ownVariables(asking)
    const name = /^variable\s+"?([\w-]+)"?/u.exec(asking.texts.slice(node.site))?.[1]
    // A variable of a module is set where the module is called.
    if (file === undefined || name === undefined || folderOf(node.site.file) !== asking.reading.root) return
    yield* inVariables(asking, file, name, wanted)
  },
}

/** Which paths of a resource are blocks, as its provider's schema says; none where no schema is known. */
export function blockTest({ resource, unit }: Asking): BlockTest {
  return resource === undefined ? () => false : blockTestOf(unit, resource)
}

/** The same of any resource of a provider. */
export function blockTestOf(
  unit: Unit,
  { mode, provider, type }: Pick<Resource, 'mode' | 'provider' | 'type'>,
): BlockTest {
  const found = mode === 'declaration' ? undefined : schemasOf(unit.options).of(provider, mode, type)
  return (path) => {
    let here: BlockSchema | undefined = found?.schema
    let isBlock = false
    for (const name of path) {
      const block = here?.blocks.get(name)
      isBlock = block !== undefined
      here = block?.block
    }
    return isBlock
  }
}

function folderOf(file: FilePath): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : ''
}

/** The file of variables that Terraform takes by itself, where there is one. */
function ownVariables({ reading, texts }: Asking): FilePath | undefined {
  const names = ['terraform.tfvars', 'terraform.tfvars.json']
  return names
    .map((name) => filePath(reading.root === '' ? name : `${reading.root}/${name}`))
    .find((file) => texts.text(file) !== undefined)
}

function* inVariables({ texts }: Asking, file: FilePath, name: string, wanted: Data): Generator<Place> {
  const edits = texts.writing(file)?.set(undefined, [name], wanted, () => false)
  if (edits !== undefined && edits.length > 0) {
    const start = edits[0]?.start ?? 0
    yield { kind: 'environment', site: { file, start, end: edits[0]?.end ?? start }, edits }
  }
}

/** What one side of an operator has to be, given the other. */
function operands(asking: Asking, { inputs }: Origin, wanted: ScalarData): readonly Inverted[] {
  const [left = 0, right] = inputs
  if (typeof wanted === 'boolean' && right === undefined) return [{ input: left, wanted: !wanted }]
  const now = currentNumber(asking)
  if (typeof wanted !== 'number' || now === undefined) return []
  if (right === undefined) return [{ input: left, wanted: -wanted }]
  const [a, b] = [Number(textOf(asking, left)), Number(textOf(asking, right))]
  return arithmetic.flatMap((one) => {
    const sides: Inverted[] = []
    const isLeftOnly = Number.isNaN(a) && !Number.isNaN(b)
    const isRightOnly = Number.isNaN(b) && !Number.isNaN(a)
    if (isLeftOnly || one.made(a, b) === now) sides.push({ input: left, wanted: one.leftOf(wanted, b) })
    if (isRightOnly || one.made(a, b) === now) sides.push({ input: right, wanted: one.rightOf(wanted, a) })
    return sides.filter((side) => Number.isFinite(side.wanted))
  })
}

interface Arithmetic {
  made(a: number, b: number): number
  leftOf(whole: number, right: number): number
  rightOf(whole: number, left: number): number
}

const arithmetic: readonly Arithmetic[] = [
  { made: (a, b) => a + b, leftOf: (whole, b) => whole - b, rightOf: (whole, a) => whole - a },
  { made: (a, b) => a - b, leftOf: (whole, b) => whole + b, rightOf: (whole, a) => a - whole },
  { made: (a, b) => a * b, leftOf: (whole, b) => whole / b, rightOf: (whole, a) => whole / a },
  { made: (a, b) => a / b, leftOf: (whole, b) => whole * b, rightOf: (whole, a) => a / whole },
]

function currentNumber({ whole, steps }: Asking): number | undefined {
  const value = exactly(whole, steps)
  return value?.kind === 'scalar' && typeof value.scalar === 'number' ? value.scalar : undefined
}

/** What the one argument that counts has to be: the value itself, in other letters, or encoded. */
function throughCall(asking: Asking, { inputs, site }: Origin, wanted: ScalarData): readonly Inverted[] {
  const name = /^([\w:]+)\s*\(/u.exec(asking.texts.slice(site))?.[1] ?? ''
  if (name === 'jsonencode' && typeof wanted === 'string') {
    const data = jsonIn(wanted)
    return data === undefined ? [] : inputs.map((input) => ({ input, wanted: data }))
  }
  if (typeof wanted !== 'string') return inputs.length === 1 ? inputs.map((input) => ({ input, wanted })) : []
  const plain = forms[name]?.(wanted) ?? (inputs.length === 1 ? scalarForms(wanted) : [])
  return inputs.flatMap((input) => plain.map((one) => ({ input, wanted: one })))
}

/** Undefined for what is no JSON. */
function jsonIn(text: string): Data | undefined {
  try {
    return JSON.parse(text) as Data
  } catch {
    return undefined
  }
}

const forms: Readonly<Record<string, (text: string) => readonly string[]>> = {
  upper: (text) => [text.toLowerCase(), text],
  lower: (text) => [text],
  title: (text) => [text.toLowerCase(), text],
  base64encode: (text) => [Buffer.from(text, 'base64').toString('utf8')],
  base64decode: (text) => [Buffer.from(text, 'utf8').toString('base64')],
  trimspace: (text) => [text],
  chomp: (text) => [text],
}
