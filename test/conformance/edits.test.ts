import { expect, it } from 'vitest'
import { edit } from '../../src/engine/edit/edit.ts'
import { readState, type EditState } from '../../src/engine/edit/state.ts'
import { find } from '../../src/engine/find.ts'
import { plainOptions } from '../../src/engine/testing.ts'
import { filePath } from '../../src/kernel/brand.ts'
import { holdsData } from '../../src/model/data.ts'
import type { EditAnswer } from '../../src/model/edit.ts'
import { filesSnapshot } from '../../src/model/files-snapshot.ts'
import { printJson } from '../../src/model/json-text.ts'
import { parsePath, pathText } from '../../src/model/path.ts'
import { isFull } from '../full.ts'
import { measuredEdits } from './measured.ts'
import { editCases, layerCount } from './edits/cases.ts'
import type { EditCase } from './edits/layer.ts'
import { differences, isNear, mannerProblem } from './edits/sound.ts'
import { inTemporaryFolder, initialise, plan, show, terraformVersion, writeFiles } from './terraform.ts'

/** Values at every kind of layer are changed as if by hand and written into the code: the code then says them, and nothing else. */

const cases = editCases(isFull ? layerCount * 24 : layerCount)

/** So many are modules of one root that is planned at once; so many are roots with variables of their own, planned one by one. */
const mostReal = isFull ? { modules: 5000, alone: 40 } : { modules: 10, alone: 1 }

/** As many are asked about in one plan. */
const together = 150

interface Done {
  readonly one: EditCase
  readonly files: EditCase['files']
}

it(`codifies ${cases.length} changed values`, { timeout: 3_600_000 }, async () => {
  const wrong: string[] = []
  const refused: string[] = []
  const done: Done[] = []
  for (const one of cases) {
    const before = stateOf(one.files)
    const asked = { ...one, address: addressIn(before, one.address) }
    const { answer } = edit(before, [{ address: asked.address, path: one.path, data: one.wanted }], {
      allowOthers: false,
    })
    if (answer.kind === 'edited') {
      const files = filesAfter(one, answer)
      const problem = problemIn(asked, before, files)
      if (problem === undefined) done.push({ one, files })
      else wrong.push(`${one.id}: ${problem}\n${answer.files.map(({ after }) => after).join('\n')}`)
    } else
      refused.push(
        `${one.id}: ${answer.kind === 'refused' ? `${answer.code} ${answer.detail}` : answer.kind} ${JSON.stringify(one.wanted)}`,
      )
  }
  const real = terraformVersion() === undefined ? [] : sample(done)
  const realWrong: string[] = []
  for (let at = 0; at < real.length; at += together)
    realWrong.push(...(await problemsOfTerraform(real.slice(at, at + together))))
  wrong.push(...realWrong)
  const agreed = real.length - realWrong.length
  process.stdout.write(
    `measured: ${cases.length} changed values at ${layerCount} kinds of layers: ${done.length} codified, ${refused.length} refused, ${wrong.length} wrong; real terraform says the same of ${agreed} of ${real.length}\n`,
  )
  measuredEdits('generated', {
    among: `${layerCount} kinds of layers in Terraform, Helm and Kustomize`,
    changes: cases.length,
    right: done.length - realWrong.length,
    wrong: wrong.length,
    refused: refused.length === 0 ? {} : { refused: refused.length },
    asked: real.length === 0 ? 'not asked' : `\`terraform plan\` the same for ${agreed} of ${real.length}`,
  })
  if (refused.length > 0) process.stdout.write(`${oneOfEach(refused).join('\n')}\n`)
  expect(oneOfEach(wrong).join('\n\n')).toBe('')
  expect(refused.length).toBeLessThanOrEqual(cases.length / 20)
})

/** One of each kind of layer is enough to look at. */
function oneOfEach(lines: readonly string[]): readonly string[] {
  const byLayer = new Map(lines.map((line) => [line.replace(/ \d+:.*$/su, ''), line]))
  return [...byLayer.values()].slice(0, 40)
}

/** The hash at the end of a name is as it happens to be. */
function addressIn({ estate }: EditState, address: string): string {
  if (!address.endsWith('-#')) return address
  const [root = '', name = ''] = address.split('::')
  const found = estate.readings
    .filter((one) => one.root === root)
    .flatMap(({ resources }) => resources.filter((one) => one.address.startsWith(name.slice(0, -1))))
  return `${root}::${found[0]?.address ?? name}`
}

function stateOf(files: EditCase['files']): EditState {
  return readState({ snapshot: filesSnapshot(files), folder: filePath(''), options: plainOptions })
}

function filesAfter(one: EditCase, { files }: Extract<EditAnswer, { kind: 'edited' }>): EditCase['files'] {
  return { ...one.files, ...Object.fromEntries(files.map(({ file, after }) => [file, after])) }
}

/** Read from nothing: the value is there, everything else is as it was, and so are comments, line ends and last lines. */
function problemIn(one: EditCase, before: EditState, files: EditCase['files']): string | undefined {
  const after = stateOf(files)
  const now = { ...one, address: addressIn(after, one.address.replace(hashed, '-#')) }
  const changed = Object.keys(files).filter((name) => files[name] !== one.files[name])
  if (one.lands !== undefined && changed.join(' ') !== one.lands) return `it landed in ${changed.join(' ')}`
  const found = find(after.estate, now.address, one.path)
  if ('kind' in found || !found.every(({ value }) => holdsData(value, one.wanted)))
    return 'the value is another one'
  const [other] = othersBetween(one, before, after)
  if (other !== undefined) return `something else is different: ${other}`
  return Object.entries(files)
    .map(([name, text]) => mannerProblem(one.files[name] ?? '', text))
    .find((problem) => problem !== undefined)
}

const hashed = /-[2456789bcdfghkmt]{10}$/u

/** Values besides the one that was asked for. What has a hash in its name is renamed with the value, wherever that is said. */
function othersBetween(one: EditCase, before: EditState, after: EditState): readonly string[] {
  const own = find(before.estate, one.address)
  const places = new Set(
    'kind' in own
      ? []
      : own.map(({ reading, address }) => unhashed(`${reading.root}@${reading.variant}::${address}`)),
  )
  const path = pathText(parsePath(one.path) ?? [])
  return differences(before, after, unhashed)
    .filter((other) => {
      // What is computed from the value, as Terraform's output is from its input, goes with it.
      const isOwn = isNear(other.path, path) || isNear(other.path, 'output')
      return !(places.has(other.place) && isOwn) && !/checksum/u.test(other.path)
    })
    .map((other) => `${other.place} ${other.path}`)
}

function unhashed(text: string): string {
  return text.replaceAll(/-[2456789bcdfghkmt]{10}\b/gu, '-#')
}

/** What is planned of a resource, but for what was asked for and Terraform's output of it. */
function without(value: unknown, [step, ...rest]: readonly string[]): unknown {
  if (Array.isArray(value))
    return value.flatMap((one: unknown, at) => {
      if (String(at) !== step) return [one]
      return rest.length === 0 ? [] : [without(one, rest)]
    })
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]: readonly [string, unknown]) => {
      if (key !== step) return [[key, one]]
      return rest.length === 0 ? [] : [[key, without(one, rest)]]
    }),
  )
}

function sample(done: readonly Done[]): readonly Done[] {
  const able = done.filter(({ one }) => one.terraform !== undefined)
  return [
    ...evenly(
      able.filter(({ one }) => isModule(one)),
      mostReal.modules,
    ),
    ...evenly(
      able.filter(({ one }) => !isModule(one)),
      mostReal.alone,
    ),
  ]
}

function evenly(all: readonly Done[], most: number): readonly Done[] {
  return all.filter(
    (_, at) => Math.floor((at * most) / all.length) !== Math.floor(((at - 1) * most) / all.length),
  )
}

/** The real program plans what is wanted of the edited code, and everything else as of the code before: each case is a module of one root. */
async function problemsOfTerraform(done: readonly Done[]): Promise<readonly string[]> {
  const alone = done.filter(({ one }) => !isModule(one))
  const modules = done.filter(({ one }) => isModule(one))
  const problems: string[] = []
  for (const some of [modules, ...alone.map((one) => [one])]) {
    const [before, after] = [
      await planned(some, ({ one }) => one.files),
      await planned(some, ({ files }) => files),
    ]
    for (const [at, { one }] of some.entries()) {
      if (typeof before === 'string') return [...problems, `${one.id}: terraform refused: ${before}`]
      if (typeof after === 'string') return [...problems, `${one.id}: terraform refuses: ${after}`]
      const head = isModule(one) ? `module.c${at}.` : ''
      const address = head + one.address.replace(/^.*::/u, '')
      const wanted = printed(valueAt(after.get(address), one.path))
      if (wanted !== printed(one.wanted)) problems.push(`${one.id}: terraform says ${wanted}`)
      const names = [...new Set([...before.keys(), ...after.keys()])].filter((name) => name.startsWith(head))
      const others = names.filter((name) => {
        const first = (parsePath(one.path) ?? []).map(String)
        const strip = (value: unknown): string =>
          printed(name === address ? without(without(value, first), ['output']) : value)
        return strip(before.get(name)) !== strip(after.get(name))
      })
      if (others.length > 0) problems.push(`${one.id}: terraform changes ${others.join(', ')} too`)
    }
  }
  return problems
}

/** What has files of variables is a root; everything else may be a module of one. */
function isModule({ files, terraform = [] }: EditCase): boolean {
  return terraform.length === 0 && !Object.keys(files).some((name) => name.includes('tfvars'))
}

/** What the real program would have of each resource; or why it refuses. */
async function planned(
  done: readonly Done[],
  filesOf: (one: Done) => EditCase['files'],
): Promise<ReadonlyMap<string, unknown> | string> {
  const [first] = done
  if (first === undefined) return new Map()
  return inTemporaryFolder(async (folder) => {
    const isRoot = !isModule(first.one)
    const files = done.flatMap((one, at) =>
      Object.entries(filesOf(one)).map(([name, text]) => [isRoot ? name : `c${at}/${name}`, text] as const),
    )
    const calls = done.map((_, at) => `module "c${at}" {\n  source = "./c${at}"\n}\n`).join('')
    writeFiles(folder, { ...Object.fromEntries(files), ...(isRoot ? {} : { 'main.tf': calls }) })
    const options = { args: first.one.terraform ?? [], env: {} }
    await initialise(folder)
    const said = (await plan(folder, options)).filter(({ severity }) => severity === 'error')
    if (said.length > 0) return said.map(({ summary, detail }) => `${summary}: ${detail}`).join(', ')
    const document = JSON.parse(printJson(await show(folder))) as {
      readonly resource_changes: readonly {
        readonly address: string
        readonly change: { readonly after: unknown }
      }[]
    }
    return new Map(document.resource_changes.map(({ address, change }) => [address, change.after]))
  })
}

function valueAt(whole: unknown, path: string): unknown {
  return (parsePath(path) ?? []).reduce<unknown>(
    (here, step) => (here as Record<string, unknown> | undefined)?.[String(step)],
    whole,
  )
}

/** A number of a plan keeps its digits. */
function printed(value: unknown): string {
  if (typeof value === 'object' && value !== null && 'text' in value) return JSON.stringify(value.text)
  if (typeof value === 'object' && value !== null && !Array.isArray(value))
    return `{${Object.entries(value)
      .map(([name, one]) => `${name}:${printed(one)}`)
      .join()}}`
  return JSON.stringify(typeof value === 'number' ? String(value) : value)
}
