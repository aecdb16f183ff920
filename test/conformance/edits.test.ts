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
import { parsePath } from '../../src/model/path.ts'
import { valueJson } from '../../src/model/value-json.ts'
import { editCases, type EditCase } from './edits/cases.ts'
import { inTemporaryFolder, initialise, plan, show, terraformVersion, writeFiles } from './terraform.ts'

/** Values at every kind of layer are changed as if by hand and written into the code: the code then says them, and nothing else. */

const full =
  process.env['PLUMBLINE_CONFORMANCE'] === 'full' || process.env['npm_lifecycle_event'] === 'conformance'
const cases = editCases(full ? 2100 : 126)
const asked = full ? 120 : 2

interface Done {
  readonly one: EditCase
  readonly files: EditCase['files']
}

it(`codifies ${cases.length} changed values`, { timeout: 1_800_000 }, async () => {
  const wrong: string[] = []
  const refused: string[] = []
  const done: Done[] = []
  for (const one of cases) {
    const before = stateOf(one.files)
    const { answer } = edit(before, [{ address: one.address, path: one.path, data: one.wanted }], {
      allowOthers: false,
    })
    if (answer.kind === 'edited') {
      const files = filesAfter(one, answer)
      const problem = problemIn(one, before, files)
      if (problem === undefined) done.push({ one, files })
      else wrong.push(`${one.id}: ${problem}\n${answer.files.map(({ after }) => after).join('\n')}`)
    } else
      refused.push(
        `${one.id}: ${answer.kind === 'refused' ? answer.code : answer.kind} ${JSON.stringify(one.wanted)}`,
      )
  }
  const real = terraformVersion() === undefined ? [] : sample(done)
  for (const one of real) wrong.push(...(await problemOfTerraform(one)))
  process.stdout.write(
    `measured: ${cases.length} changed values: ${done.length} codified, ${refused.length} refused, ${wrong.length} wrong; real terraform asked about ${real.length}\n`,
  )
  if (refused.length > 0) process.stdout.write(`${refused.slice(0, 10).join('\n')}\n`)
  expect(wrong.slice(0, 5).join('\n\n')).toBe('')
  expect(refused.length).toBeLessThanOrEqual(cases.length / 20)
})

function stateOf(files: EditCase['files']): EditState {
  return readState({ snapshot: filesSnapshot(files), folder: filePath(''), options: plainOptions })
}

function filesAfter(one: EditCase, { files }: Extract<EditAnswer, { kind: 'edited' }>): EditCase['files'] {
  return { ...one.files, ...Object.fromEntries(files.map(({ file, after }) => [file, after])) }
}

/** Read from nothing: the value is there, everything else is as it was, and so are comments, line ends and last lines. */
function problemIn(one: EditCase, before: EditState, files: EditCase['files']): string | undefined {
  const after = stateOf(files)
  const found = find(after.estate, one.address, one.path)
  if ('kind' in found || !found.every(({ value }) => holdsData(value, one.wanted)))
    return 'the value is another one'
  if (everythingBut(one, before) !== everythingBut(one, after)) return 'something else is different'
  return Object.entries(files)
    .map(([name, text]) => mannerProblem(one.files[name] ?? '', text))
    .find((problem) => problem !== undefined)
}

function mannerProblem(before: string, after: string): string | undefined {
  const comments = before.match(/# [a-z].*$/gmu) ?? []
  if (!comments.every((comment) => after.includes(comment.trim()))) return 'a comment is gone'
  if (before.includes('\r\n') && /[^\r]\n/u.test(after)) return 'a line ends otherwise'
  return !before.includes('\r\n') && after.includes('\r') ? 'a line ends otherwise' : undefined
}

/** All values but the one that was asked for. */
function everythingBut({ address, path }: EditCase, { estate }: EditState): string {
  const own = find(estate, address)
  const places =
    'kind' in own ? [] : own.map((one) => `${one.reading.root}@${one.reading.variant}::${one.address}`)
  const first = parsePath(path)?.join('.') ?? ''
  return estate.readings
    .flatMap(({ root, variant, resources }) =>
      resources.map((one) => {
        const whole = valueJson(one.values)
        const isOwn = places.includes(`${root}@${variant}::${one.address}`)
        return `${root}@${variant}::${one.address} ${isOwn ? printJson(without(whole, first.split('.'))) : printJson(whole ?? null)}`
      }),
    )
    .join('\n')
}

function without(json: unknown, steps: readonly string[]): never {
  const copy: unknown = JSON.parse(printJson((json ?? null) as never))
  let here = copy as Record<string, unknown> | undefined
  for (const step of steps.slice(0, -1)) here = here?.[step] as Record<string, unknown> | undefined
  // What is computed from the value, as Terraform's output is from its input, goes with it.
  if (here !== undefined && here !== null) delete here[steps.at(-1) ?? '']
  if (typeof copy === 'object' && copy !== null) delete (copy as Record<string, unknown>)['output']
  return copy as never
}

function sample(done: readonly Done[]): readonly Done[] {
  const able = done.filter(({ one }) => one.terraform !== undefined)
  const step = Math.max(1, Math.floor(able.length / asked))
  return able.filter((_, at) => at % step === 0).slice(0, asked)
}

/** The real program evaluates the edited code to the wanted value. */
async function problemOfTerraform({ one, files }: Done): Promise<readonly string[]> {
  return inTemporaryFolder(async (folder) => {
    writeFiles(folder, files)
    const options = { args: one.terraform ?? [], env: {} }
    await initialise(folder)
    const said = (await plan(folder, options)).filter(({ severity }) => severity === 'error')
    if (said.length > 0)
      return [`${one.id}: terraform refuses: ${said.map(({ summary }) => summary).join(', ')}`]
    const document = JSON.parse(printJson(await show(folder))) as {
      readonly resource_changes: readonly {
        readonly address: string
        readonly change: { readonly after: unknown }
      }[]
    }
    const address = one.address.replace(/^.*::/u, '')
    const after = document.resource_changes.find((change) => change.address === address)?.change.after
    const value = (parsePath(one.path) ?? []).reduce<unknown>(
      (here, step) => (here as Record<string, unknown> | undefined)?.[String(step)],
      after,
    )
    return printed(value) === printed(one.wanted)
      ? []
      : [`${one.id}: terraform says ${JSON.stringify(value)}`]
  })
}

/** A number of a plan keeps its digits. */
function printed(value: unknown): string {
  const digits = typeof value === 'object' && value !== null && 'text' in value ? value.text : value
  return JSON.stringify(typeof digits === 'number' ? String(digits) : digits)
}
