import { writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compareAnswer, compareVerdict, describe as described } from './compare.ts'
import { type Configuration, writtenConfigurations } from './configurations/configuration.ts'
import { generatedConfigurations } from './configurations/generate.ts'
import { compareFolder } from './folder.ts'
import { type Answer, askTerraformInParallel } from './expressions/ask.ts'
import { generatedCalls } from './expressions/calls.ts'
import { corpus } from './expressions/corpus.ts'
import { generatedForms } from './expressions/forms.ts'
import { generatedConversions, generatedExpressions } from './expressions/generate.ts'
import { golden, rememberAgain } from './expressions/golden.ts'
import { knownDifference, knownDifferences } from './known-differences.ts'
import { isFull as full } from '../full.ts'
import { measured } from './measured.ts'
import { compareConfigurations, compareExpressions, type Compared, ourAnswers } from './run.ts'
import { parseJson as parse } from './json.ts'
import { plumbline } from './subject.ts'
import { functionNames, terraformVersion } from './terraform.ts'

const folder = process.env['PLUMBLINE_CONFORMANCE_FOLDER']
const version = terraformVersion()

const expressions = [
  ...corpus(),
  ...generatedExpressions(full ? 5000 : 500),
  ...generatedCalls(full ? 4000 : 250),
  ...generatedForms(full ? 4000 : 250),
  ...generatedConversions(full ? 1 : 3),
]
const configurations = [...writtenConfigurations(), ...generatedConfigurations(full ? 2000 : 50)]

let running: Promise<readonly Compared[]> | undefined

/** Terraform is asked once for all tests. */
function comparedExpressions(): Promise<readonly Compared[]> {
  running ??= compareExpressions(expressions, plumbline)
  return running
}

const hasTerraform = version?.startsWith('1.11.') === true
if (!hasTerraform) {
  console.warn(
    `SKIPPED: ${expressions.length} expressions and ${configurations.length} configurations are not compared, because terraform 1.11 is not on the PATH (found: ${version ?? 'none'}).`,
  )
}

describe.skipIf(!hasTerraform || folder !== undefined)('compared with terraform', () => {
  it(
    `gives the value, type, unknowns and marks of ${expressions.length} expressions`,
    { timeout: 600_000 },
    async () => {
      const judgement = judge('expressions', await comparedExpressions())
      expect(judgement.wrong).toBe('')
      expect(judgement.stale).toEqual([])
      expect(judgement.worded).toBeGreaterThan(0.9)
      expect(judgement.compared).toBeGreaterThan(1500)
    },
  )

  it(
    `gives every value, unknown and address of ${configurations.length} configurations`,
    { timeout: 3_600_000 },
    async () => {
      const compared = await compareConfigurations(configurations, plumbline)
      const judgement = judge('configurations', compared)
      expect(
        compared.filter((one, at) => !isAsIntended(one, configurations[at])).map((one) => one.id),
      ).toEqual([])
      expect(judgement.wrong).toBe('')
      expect(judgement.stale).toEqual([])
      expect(judgement.worded).toBeGreaterThan(0.9)
      expect(judgement.compared).toBeGreaterThan(250)
    },
  )
})

describe.skipIf(!hasTerraform || folder === undefined)(
  'a folder of configurations compared with terraform',
  () => {
    it(`agrees on ${folder ?? 'nothing'}`, { timeout: 3_600_000 }, async () => {
      const judgement = judge('folder', await compareFolder(folder ?? '', plumbline))
      expect(judgement.wrong).toBe('')
      expect(judgement.compared).toBeGreaterThan(0)
    })
  },
)

describe.skipIf(folder !== undefined)('compared with remembered answers of terraform', () => {
  it('gives the value, type, unknowns and marks of the golden expressions', async () => {
    const remembered = golden()
    const ours = await ourAnswers(
      remembered.map((one) => one.question),
      plumbline,
    )
    const wrong = remembered
      .filter(({ question }) => knownDifference(question.id) === undefined)
      .map(({ question, answer }) => ({
        question,
        differences: compareAnswer(answer, ours.get(question.id) ?? null),
      }))
      .filter(({ differences }) => differences.some((one) => one.wording !== true))
    expect(
      wrong
        .map(({ question, differences }) => described(question.id, question.expression, differences))
        .join('\n'),
    ).toBe('')
    expect(remembered.length).toBeGreaterThan(100)
  })
})

describe.skipIf(!hasTerraform || folder !== undefined)('terraform itself', () => {
  it('still gives the golden answers', { timeout: 60_000 }, async () => {
    const remembered = golden()
    const answers = await askTerraformInParallel(remembered.map((one) => one.question))
    expect(remembered.map(({ question }) => plain(question.id, answers.get(question.id)))).toEqual(
      remembered.map(({ question, answer }) => plain(question.id, answer)),
    )
  })

  it(
    'has only functions that the corpus asks, each with good and with bad arguments',
    { timeout: 600_000 },
    async () => {
      const kinds = new Map((await comparedExpressions()).map(({ id, kind }) => [id, kind]))
      function calls(name: string, kind: Compared['kind']): boolean {
        return corpus().some((one) => one.expression.includes(`${name}(`) && kinds.get(one.id) === kind)
      }
      const names = functionNames()
      expect(names.filter((name) => !calls(name, 'value'))).toEqual([])
      expect(names.filter((name) => !calls(name, 'error'))).toEqual([])
      expect(names).toHaveLength(118)
    },
  )
})

describe.skipIf(process.env['PLUMBLINE_CONFORMANCE'] !== 'golden')('the golden table', () => {
  it('is made anew from what terraform answers', { timeout: 60_000 }, async () => {
    await rememberAgain(16)
    expect(golden().length).toBeGreaterThan(100)
  })
})

describe('the comparison', () => {
  it('sees a wrong value, type, unknown, mark and verdict of an expression', () => {
    const theirs: Answer = {
      kind: 'value',
      type: '["tuple",["number"]]',
      leaves: new Map([['[0]', '1']]),
      sensitive: ['[0]'],
    }
    function places(ours: string): readonly string[] {
      return compareAnswer(theirs, parse(ours)).map((one) => one.where)
    }
    expect(places('{"value":[1],"type":["tuple",["number"]],"sensitive":[true],"unknown":false}')).toEqual([])
    expect(places('{"value":[2],"type":["tuple",["number"]],"sensitive":[true],"unknown":false}')).toEqual([
      'value [0]',
    ])
    expect(places('{"value":[1],"type":["list","number"],"sensitive":[true],"unknown":false}')).toEqual([
      'type',
    ])
    expect(
      places('{"value":[null],"type":["tuple",["number"]],"sensitive":[true],"unknown":[true]}'),
    ).toEqual(['value [0]'])
    expect(places('{"value":[1],"type":["tuple",["number"]],"sensitive":true,"unknown":false}')).toEqual([
      'sensitive',
      'sensitive',
    ])
    expect(places('{"error":{"code":"hcl/nope","message":"no"}}')).toEqual(['verdict'])
  })

  it('sees a missing resource, a wrong value, a wrong index and a missing output', () => {
    const instance = {
      type: 't',
      name: 'n',
      index: '0',
      module: '',
      leaves: new Map([['.a', '1']]),
      sensitive: [],
    }
    const theirs = {
      kind: 'plan' as const,
      resources: new Map([['t.n[0]', instance]]),
      outputs: new Map([['o', { leaves: new Map([['', '1']]), sensitive: false }]]),
      warnings: [],
    }
    function places(text: string): readonly string[] {
      return compareVerdict(theirs, parse(text)).map((one) => one.where)
    }
    const good =
      '{"address":"t.n[0]","mode":"managed","type":"t","name":"n","index":0,"module":"","values":{"a":1},"unknown":{},"sensitive":{}}'
    const output = '{"o":{"value":1,"unknown":false,"sensitive":false}}'
    expect(places(document(good, output))).toEqual([])
    expect(places(document('', output))).toEqual(['resources'])
    expect(places(document(good.replace('{"a":1}', '{"a":2}'), output))).toEqual(['t.n[0] .a'])
    expect(places(document(good.replace('"index":0', '"index":"0"'), output))).toEqual(['t.n[0] index'])
    expect(places(document(good, '{}'))).toEqual(['outputs'])
  })

  it('gives the same configurations and expressions every time', () => {
    expect(generatedConfigurations(30)).toEqual(generatedConfigurations(30))
    expect(generatedExpressions(100)).toEqual(generatedExpressions(100))
    expect(new Set(expressions.map((one) => one.id)).size).toBe(expressions.length)
    expect(new Set(configurations.map((one) => one.id)).size).toBe(configurations.length)
  })
})

/** A written configuration says whether Terraform must plan or refuse it: otherwise it tests something else. */
function isAsIntended(one: Compared, asked: Configuration | undefined): boolean {
  if (asked === undefined || asked.intends === 'either') return true
  return (asked.intends === 'plan') === (one.kind === 'value')
}

function isWrong(one: Compared): boolean {
  return one.differences.some((difference) => difference.wording !== true)
}

function shown(some: readonly Compared[]): string {
  return some.map((one) => described(one.id, one.subject, one.differences)).join('\n\n')
}

function document(resource: string, output: string): string {
  return `{"roots":[{"path":".","resources":[${resource}],"outputs":${output},"diagnostics":[]}]}`
}

function plain(id: string, answer: Answer | undefined): unknown {
  if (answer?.kind !== 'value') return { id, kind: answer?.kind }
  return { id, type: answer.type, leaves: Object.fromEntries(answer.leaves), sensitive: answer.sensitive }
}

interface Judgement {
  /** Those that differ and are not listed, as a person reads them; the first ten. */
  readonly wrong: string
  /** Listed as different, but they agree. */
  readonly stale: readonly string[]
  /** Of the refused, how many are refused with the same summary. */
  readonly worded: number
  readonly compared: number
}

/** Sums up; all differences go to a file in the temporary folder. */
function judge(name: string, compared: readonly Compared[]): Judgement {
  const wrong = compared.filter((one) => isWrong(one) && knownDifference(one.id) === undefined)
  const refused = compared.filter((one) => one.kind === 'error')
  const worded = refused.filter((one) => one.differences.length === 0)
  const wording = compared.filter((one) => !isWrong(one) && one.differences.length > 0)
  const report = join(tmpdir(), `plumbline-conformance-${name}.txt`)
  writeFileSync(
    report,
    `${shown(wrong)}\n\n=== only the words of the error differ ===\n\n${shown(wording)}\n`,
  )
  console.info(
    `${name}: ${compared.length - wrong.length} of ${compared.length} agree; ${worded.length} of ${refused.length} errors have the same summary; ${report}`,
  )
  measured(`Terraform ${name}`, {
    against: `terraform ${version ?? ''}`,
    unit: name,
    all: compared.length,
    equal: compared.filter((one) => !isWrong(one)).length,
    known: knownDifferences
      .filter(({ id }) => compared.some((one) => knownDifference(one.id)?.id === id))
      .map(({ id, why }) => ({ what: id, why })),
  })
  return {
    wrong: wrong.length === 0 ? '' : `${wrong.length} differ, all in ${report}\n${shown(wrong.slice(0, 10))}`,
    stale: compared
      .filter((one) => !isWrong(one) && knownDifference(one.id) !== undefined)
      .map((one) => one.id),
    worded: refused.length === 0 ? 1 : worded.length / refused.length,
    compared: compared.length,
  }
}
