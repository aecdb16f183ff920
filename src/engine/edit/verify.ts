import type { Diagnostic } from '../../kernel/diagnostic.ts'
import { filePath } from '../../kernel/brand.ts'
import { readers } from '../../readers/index.ts'
import { marks, type Value } from '../../kernel/value.ts'
import { nameAt, pathText } from '../../model/path.ts'
import type { EditVerification, OtherChange } from '../../model/edit.ts'
import type { Reading } from '../../model/reading.ts'
import type { Reference } from '../../model/resource.ts'
import { stepsOf, valueChanges } from '../difference/values.ts'
import { isRenaming, renamedBetween } from './renamed.ts'
import type { EditState, ReadUnit } from './state.ts'

/** Where a value is, in one reading. */
export interface Target {
  readonly format: string
  readonly root: string
  readonly variant: string
  readonly address: string
  readonly path: string
}

/** Every value that is different between two states. */
export function changesBetween(before: EditState, after: EditState): readonly OtherChange[] {
  return after.units.flatMap(({ reading }, at) => {
    const old = before.units[at]?.reading
    return old === undefined || old === reading ? [] : changesOf(old, reading)
  })
}

/** The changes that were asked for, those that follow from them, and all others. */
export function sorted(
  changes: readonly OtherChange[],
  targets: readonly Target[],
  { before, after }: { readonly before: EditState; readonly after: EditState },
): Pick<EditVerification, 'wanted' | 'follows' | 'others'> {
  const { units } = after
  const wanted = changes.filter((one) => targets.some((target) => isAt(one, target)))
  const rest = changes.filter((one) => !wanted.includes(one))
  if (rest.length === 0) return { wanted, follows: [], others: [] }
  const names = new Set(targets.map(({ address }) => address))
  const all = changes.map(({ change }) => change)
  const isText = changedTexts(before, after, wanted)
  const follows = rest.filter((one) => {
    if (one.change.address.startsWith('output.') || isRenaming(one.change, all)) return true
    if (isDigestOfOthers(one, wanted) || (isText(one) && targets.every(({ root }) => root !== one.root)))
      return true
    const isSame = (target: Target): boolean =>
      isOtherView(one, target, units) ||
      isDelivered(one, target, units) ||
      isFileOfChart(one, target, units) ||
      isPatching(one, target)
    if (targets.some(isSame)) return true
    const unit = units.find(({ reading }) => reading.root === one.root && reading.variant === one.variant)
    return unit?.reading.references.some((edge) => names.has(edge.to) && isFrom(edge, one)) === true
  })
  return { wanted, follows, others: rest.filter((one) => !follows.includes(one)) }
}

/** A digest says of something else that it changed, as `checksum/config` does of a ConfigMap; unless it is what was asked for. */
function isDigestOfOthers({ change }: OtherChange, wanted: readonly OtherChange[]): boolean {
  const [was, is] = [digestIn(change.before), digestIn(change.after)]
  if (was === undefined || is === undefined || was.length !== is.length) return false
  return wanted.every((one) => digestIn(one.change.after) !== is && digestIn(one.change.before) !== was)
}

function digestIn(value: Value): string | undefined {
  const text = textIn(value) ?? ''
  return /^[0-9a-f]+$/u.test(text) && digestLengths.has(text.length) ? text : undefined
}

/**
 * Tells whether a value holds the whole text of a file and is different in nothing else: `file("app.yaml")` says what the file says. Where
 * that text is what was asked for, others that hold it are others.
 */
function changedTexts(
  before: EditState,
  after: EditState,
  wanted: readonly OtherChange[],
): (one: OtherChange) => boolean {
  const files = [...after.texts].flatMap(([file, text]) => {
    const old = before.estate.text(file)?.trim() ?? ''
    return old === '' || old === text.trim() ? [] : [{ old, now: text.trim() }]
  })
  const isText = ({ change }: OtherChange): boolean => {
    const [was, is] = [textIn(change.before), textIn(change.after)]
    if (was === undefined || is === undefined) return false
    return files.some(({ old, now }) => was.includes(old) && was.split(old).join(now) === is)
  }
  return wanted.some(isText) ? () => false : isText
}

function textIn(value: Value): string | undefined {
  return value.kind === 'scalar' && typeof value.scalar === 'string' ? value.scalar : undefined
}

/** How many digits MD5, SHA-1 and SHA-2 have. */
const digestLengths: ReadonlySet<number> = new Set([32, 40, 56, 64, 96, 128])

/** What is said of an image besides, whenever one of these is. */
const imageParts: ReadonlySet<string> = new Set(['image', 'repository', 'tag', 'digest'])

/**
 * Whether a change is another view of what was asked for: a stage of a Dockerfile shows its instructions too, the image is what its last
 * stage is, and the name of a base image has its parts.
 */
function isOtherView(
  { root, variant, change }: OtherChange,
  target: Target,
  units: EditState['units'],
): boolean {
  if (target.format !== 'dockerfile' || root !== target.root || variant !== target.variant) return false
  const read = units.find(({ reading }) => reading.format === 'dockerfile' && reading.root === root)
  const image = read?.reading.resources.find((one) => one.address === 'image')
  const stage = image?.values.kind === 'map' ? image.values.entries.get('stage') : undefined
  const last = stage?.kind === 'scalar' ? stage.scalar : undefined
  const same = [change.address, target.address].map((one) => (one === 'image' ? last : one))
  if (same[0] !== same[1]) return false
  const [name, asked] = [headOf(change.path), headOf(target.path)]
  if (name === 'instructions') return true
  return imageParts.has(name) && imageParts.has(asked) ? true : change.path === target.path
}

const heads = ['kustomization.yaml', 'kustomization.yml', 'Kustomization', 'Chart.yaml']
const delivering: ReadonlySet<string> = new Set(
  readers.filter((one) => one.delivers === true).map(({ format }) => format),
)

/** Whether it is the same value of the same object, read once by itself and once as what delivers it to a cluster. */
function isDelivered(
  { root, variant, change }: OtherChange,
  target: Target,
  units: EditState['units'],
): boolean {
  if (change.address !== target.address || !isNear(change.path, target.path)) return false
  const all = units.filter(({ reading }) => reading.root === root && reading.variant === variant)
  const own = units.filter(
    ({ reading }) => reading.root === target.root && reading.variant === target.variant,
  )
  return all.some((one) => own.some((other) => delivers(one, other) || delivers(other, one)))
}

/** Whether it is the same value of the same object, read once in a chart and once as the file that the chart takes it from. */
function isFileOfChart(
  { root, variant, change }: OtherChange,
  target: Target,
  units: EditState['units'],
): boolean {
  if (withoutNamespace(change.address) !== withoutNamespace(target.address)) return false
  if (!isNear(change.path, target.path)) return false
  const all = units.filter(({ reading }) => reading.root === root && reading.variant === variant)
  const own = units.filter(
    ({ reading }) => reading.root === target.root && reading.variant === target.variant,
  )
  return all.some((one) => own.some((other) => takesFrom(one, other) || takesFrom(other, one)))
}

/** Whether a chart reads files of a folder in it whose objects are read by themselves too. */
function takesFrom(chart: ReadUnit, { reading: { format, root }, reads }: ReadUnit): boolean {
  const above = chart.reading.root === '' ? '' : `${chart.reading.root}/`
  const isInside = root !== chart.reading.root && root.startsWith(above)
  if (chart.reading.format !== 'helm' || format === 'helm' || !isInside) return false
  return [...reads.files].some((file) => file.startsWith(`${root}/`) && chart.reads.files.has(file))
}

/** `Service/shop/web` is `Service/web` where the namespace is given by whoever applies it. */
function withoutNamespace(address: string): string {
  const parts = address.split('/')
  return parts.length === 3 ? `${parts[0]}/${parts[2]}` : address
}

const patching =
  /^(?:Kustomization|HelmRelease|Application)\.(?:kustomize\.toolkit\.fluxcd|helm\.toolkit\.fluxcd|argoproj)\.io\/(?:.*\/)?([^/]+)$/u

/** Whether it is the patch itself, in the object that the value is delivered by, which is read as something delivered too. */
function isPatching({ change }: OtherChange, { format, variant }: Target): boolean {
  if (format !== 'flux' && format !== 'argocd') return false
  const name = patching.exec(change.address)?.[1]
  const isPatch = /^spec\.(?:patches|postRenderers|source\.kustomize)(?:$|[.[])/u.test(change.path)
  return isPatch && name === variant.replace(/#\d+$/u, '')
}

function delivers({ reading, reads }: ReadUnit, { reading: { root } }: ReadUnit): boolean {
  const above = root === '' ? '' : `${root}/`
  return delivering.has(reading.format) && heads.some((name) => reads.files.has(filePath(above + name)))
}

function isNear(path: string, other: string): boolean {
  const [one, two] = [withoutFirst(path), withoutFirst(other)]
  return one === two || isBelow(one, two) || isBelow(two, one)
}

function headOf(path: string): string {
  return /^[^.[]*/u.exec(path)?.[0] ?? ''
}

/** Whether what changed is what a reference stands in. */
function isFrom({ from, path }: Reference, { change }: OtherChange): boolean {
  if (from !== change.address) return false
  const [one, other] = [withoutNumbers(path), withoutNumbers(change.path)]
  return one === other || isBelow(other, one) || isBelow(one, other)
}

function withoutNumbers(path: string): string {
  return path.replaceAll(/\[\d+\]/gu, '')
}

/** Problems that were not there before, by what they say rather than by where. */
export function newDiagnostics(before: EditState, after: EditState): readonly Diagnostic[] {
  return after.units.flatMap(({ reading }, at) => {
    const old = before.units[at]?.reading
    if (old === undefined || old === reading) return []
    const known = countsOf(old.diagnostics)
    return reading.diagnostics.filter((one) => {
      const left = known.get(keyOf(one)) ?? 0
      known.set(keyOf(one), left - 1)
      return left <= 0
    })
  })
}

function countsOf(diagnostics: readonly Diagnostic[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of diagnostics) counts.set(keyOf(one), (counts.get(keyOf(one)) ?? 0) + 1)
  return counts
}

function keyOf({ code, severity, span: { file } }: Diagnostic): string {
  return `${severity} ${code} ${file}`
}

function isAt({ root, variant, change }: OtherChange, target: Target): boolean {
  if (root !== target.root || variant !== target.variant || change.address !== target.address) return false
  return isNear(change.path, target.path)
}

/** Blocks of which there is one need no number. */
function withoutFirst(path: string): string {
  return path.replaceAll('[0]', '')
}

function isBelow(path: string, above: string): boolean {
  return path.startsWith(above) && (above === '' || path[above.length] === '.' || path[above.length] === '[')
}

const absent: Value = { kind: 'absent', origin: 0, marks: marks.none }

function changesOf(before: Reading, after: Reading): readonly OtherChange[] {
  const [old, now] = [thingsIn(before), thingsIn(after)]
  const { root, variant } = after
  const renamed = renamedBetween(before, after)
  const fresh = new Set(renamed.values())
  const addresses = [...new Set([...old.keys(), ...now.keys()])].filter((one) => !fresh.has(one)).toSorted()
  return addresses.flatMap((address): readonly OtherChange[] => {
    const [was, is] = [old.get(address), now.get(renamed.get(address) ?? address)]
    if (was === undefined || is === undefined) {
      const kind = was === undefined ? 'added' : 'removed'
      const change = {
        kind,
        address,
        path: '',
        name: '',
        before: was ?? absent,
        after: is ?? absent,
      } as const
      return [{ root, variant, change }]
    }
    return valueChanges(was, is).map((one) => {
      const steps = stepsOf(one.steps)
      const whole = one.kind === 'removed' ? was : is
      return {
        root,
        variant,
        change: {
          kind: one.kind,
          address,
          path: pathText(steps),
          name: nameAt(whole, steps, address),
          before: one.kind === 'added' ? absent : one.before,
          after: one.kind === 'removed' ? absent : one.after,
        },
      }
    })
  })
}

function thingsIn({ resources, declarations = [], named }: Reading): ReadonlyMap<string, Value> {
  const outputs = named.filter(({ kind, module }) => kind === 'output' && module === '')
  return new Map<string, Value>([
    ...[...resources, ...declarations].map((one) => [one.address, one.values] as const),
    ...outputs.map((one) => [one.address, one.value] as const),
  ])
}
