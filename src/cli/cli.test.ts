import { Fault } from '../kernel/fault.ts'
import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { filePath } from '../kernel/brand.ts'
import { filesSnapshot } from '../model/files-snapshot.ts'
import {
  DiffDocument,
  EvalDocument,
  GraphDocument,
  LineDocument,
  ReadDocument,
  WhyDocument,
} from './documents.ts'
import type { Context, Repository } from './context.ts'
import { EditDocument } from './edit-document.ts'
import { run } from './run.ts'

const files: Readonly<Record<string, string>> = {
  'main.tf': `variable "name" {
  default = "web"
}

variable "secret" {
  sensitive = true
  default   = "hunter2"
}

variable "size" {
  type = number
}

resource "terraform_data" "this" {
  input = {
    name   = var.name
    secret = var.secret
    size   = var.size
    label  = "\${var.name}-\${var.size}"
  }
}

output "name" {
  value = terraform_data.this.input.name
}
`,
  'small.tfvars': 'size = 1\n',
  'large.tfvars': 'size = 8\n',
}

const filesBefore = {
  ...files,
  'main.tf': (files['main.tf'] ?? '').replace('"web"', '"site"').replace('hunter2', 'swordfish'),
}

interface Ran {
  readonly code: number
  readonly output: string
  readonly errors: string
}

async function noRules(): Promise<{ readonly value: readonly []; readonly diagnostics: readonly [] }> {
  return { value: [], diagnostics: [] }
}

async function plumbline(args: readonly string[], given: Partial<Context> = {}): Promise<Ran> {
  let output = ''
  let errors = ''
  const screen = { width: 80, colour: false, interactive: false }
  const context: Context = {
    output: screen,
    errors: screen,
    environment: new Map(),
    isCI: false,
    print: (text) => void (output += text),
    complain: (text) => void (errors += text),
    progress: () => undefined,
    input: () => '',
    today: '2026-11-21',
    cache: () => undefined,
    control: () => Promise.reject(new Fault('internal/unreachable', {})),
    targets: () => Promise.reject(new Fault('internal/unreachable', {})),
    send: () => Promise.resolve({ kind: 'silent', why: 'there is no network here' }),
    files: {
      kindOf: (path) => (path === '.' ? 'folder' : path in files ? 'file' : undefined),
      folderOf: () => '.',
      text: (path) => files[path],
      write: (path, text) => {
        written.set(path, text)
        return true
      },
      writeAll: (all) => {
        for (const { path, text } of all) written.set(path, text)
        return undefined
      },
      open: (folder) => (folder === '.' ? repository : undefined),
    },
    fetching: async ({ snapshot }, _options, _hosts, work) => work(snapshot, () => undefined),
    loadModule: async () => ({ kind: 'failed', why: 'there are no modules here' }),
    policies: { cel: noRules, rego: noRules, regoSources: noRules },
    program: () => ({ kind: 'missing' }),
    mergeLines: () => ({ kind: 'failed' }),
    now: () => 0,
    http: async () => ({
      ask: async () => ({ kind: 'silent', why: 'there is no network here' }),
      wait: async () => undefined,
    }),
    providerTable: () => undefined,
    ...given,
  }
  const code = await run(args, context)
  return { code, output, errors }
}

function filesOf(opened: Repository): Context['files'] {
  return {
    kindOf: () => 'folder',
    folderOf: () => '.',
    text: () => undefined,
    write: () => false,
    writeAll: ([first]) => first?.path,
    open: () => opened,
  }
}

const written = new Map<string, string>()

const repository: Repository = {
  root: '/work',
  history: () => undefined,
  before: (commit) => (commit === 'HEAD' ? filesSnapshot(filesBefore) : undefined),
  snapshot: filesSnapshot(files),
  folder: filePath(''),
  workingFolder: '/work',
  file: (path) => (path in files ? filePath(path) : undefined),
  typed: (file) => file,
  inside: (file) => file,
  commit: (_file, line) => ({
    kind: 'commit',
    sha: 'a'.repeat(40),
    author: 'Ada',
    email: '',
    date: '2026-03-02T09:30:00+01:00',
    subject: `line ${line}`,
  }),
}

describe('read', () => {
  it('prints each root and variant with values, unknown and sensitive parts in Terraform’s manner', async () => {
    const { code, output } = await plumbline(['read', '--format', 'json', '--var', 'size=3'])
    const { roots } = JSON.parse(output)
    expect(code).toBe(0)
    expect(roots).toHaveLength(1)
    expect(roots[0]).toMatchObject({ path: '.', variant: '', outputs: { name: { value: 'web' } } })
    expect(roots[0].resources[0]).toMatchObject({
      address: 'terraform_data.this',
      mode: 'managed',
      type: 'terraform_data',
      name: 'this',
      provider: 'terraform.io/builtin/terraform',
      values: { input: { label: 'web-3', name: 'web', secret: '(sensitive)', size: 3 } },
      unknown: { id: true, input: {}, output: true },
      sensitive: { input: { secret: true } },
      span: { file: 'main.tf', startLine: 14 },
    })
  })

  it('never prints a secret unless it is asked for, and never in CI', async () => {
    const args = ['read', '--var', 'size=3']
    expect((await plumbline(args)).output).not.toContain('hunter2')
    expect((await plumbline([...args, '--show-sensitive'])).output).toContain('hunter2')
    const refused = await plumbline([...args, '--show-sensitive'], { isCI: true })
    expect(refused).toMatchObject({ code: 3, output: '' })
  })

  it('takes variables in the order in which they are given, files and values alike', async () => {
    const last = await plumbline(['read', '--var-file', 'large.tfvars', '--var', 'size=3'])
    const first = await plumbline(['read', '--var', 'size=3', '--var-file', 'large.tfvars'])
    expect(last.output).toContain('"web-3"')
    expect(first.output).toContain('"web-8"')
  })

  it('says with 3 that a folder or file is not there', async () => {
    expect(await plumbline(['read', 'nowhere'])).toMatchObject({ code: 3, output: '' })
    expect((await plumbline(['read', '--var-file', 'none.tfvars'])).errors).toContain(
      'there is no file none.tfvars',
    )
  })
})

describe('why', () => {
  const name = ['why', 'terraform_data.this', 'input.name', '--var', 'size=3']

  it('names the line that set a value, and its commit', async () => {
    const { code, output } = await plumbline(name)
    expect(code).toBe(0)
    expect(output).toContain('= "web"')
    expect(output).toContain('set in main.tf:2')
    expect(output).toContain('last changed in aaaaaaaaaa  Ada, 2026-03-02\n    line 2\n')
  })

  it('answers for each variant', async () => {
    const { output } = await plumbline(['why', 'terraform_data.this', 'input.size', '--format', 'json'])
    const { answers } = JSON.parse(output)
    const found = answers.map(
      (one: { variant: string; value: number; origin: { literals: { file: string }[] } }) => [
        one.variant,
        one.value,
        one.origin.literals[0]?.file,
      ],
    )
    expect(found).toContainEqual(['small', 1, 'small.tfvars'])
    expect(found).toContainEqual(['large', 8, 'large.tfvars'])
  })

  it('names the option that set a value', async () => {
    const { output } = await plumbline([
      'why',
      'terraform_data.this',
      'input.name',
      '--var',
      'name=api',
      '--var',
      'size=3',
    ])
    expect(output).toContain('set by -var name')
  })

  it('shows no secret, neither as the value nor in the line', async () => {
    const { code, output } = await plumbline([
      'why',
      'terraform_data.this',
      'input.secret',
      '--var',
      'size=3',
    ])
    expect(code).toBe(0)
    expect(output).toContain('default   = "(sensitive)"')
    expect(output).not.toContain('hunter2')
  })

  it('answers with 1 and what may have been meant when there is no such address', async () => {
    const { code, errors } = await plumbline(['why', 'terraform_data.thsi', 'input.name', '--var', 'size=3'])
    expect(code).toBe(1)
    expect(errors).toContain('terraform_data.this')
  })

  it('tells what a line sets', async () => {
    const { code, output } = await plumbline(['why', 'main.tf:2', '--format', 'json', '--var', 'size=3'])
    const { effects } = JSON.parse(output)
    expect(code).toBe(0)
    expect(effects).toContainEqual(
      expect.objectContaining({
        address: 'terraform_data.this',
        path: 'input.name',
        how: 'sets',
        value: 'web',
      }),
    )
    expect(effects).toContainEqual(expect.objectContaining({ path: 'input.label', how: 'feeds' }))
  })

  it('answers with 1 for a line that is not there', async () => {
    expect(await plumbline(['why', 'main.tf:999'])).toMatchObject({ code: 1, output: '' })
  })
})

describe('eval', () => {
  it('prints one line for each expression, with its exact type', async () => {
    const { code, output } = await plumbline([
      'eval',
      '--var',
      'size=3',
      '-e',
      '[var.size, 1/3]',
      '-e',
      '{ a = var.secret }',
    ])
    const [first = '', second = ''] = output.trim().split('\n')
    expect(code).toBe(0)
    expect(JSON.parse(first)).toMatchObject({
      type: ['tuple', ['number', 'number']],
      sensitive: [false, false],
    })
    expect(first).toMatch(/0\.3{16}/u)
    expect(JSON.parse(second)).toMatchObject({ value: { a: '(sensitive)' }, sensitive: { a: true } })
  })

  it('reads expressions from standard input, and says with 2 what is wrong with one', async () => {
    const { code, output } = await plumbline(['eval', '--var', 'size=3'], {
      input: () => 'var.size + 1\n\nvar.nope\n',
    })
    const [first = '', second = ''] = output.trim().split('\n')
    expect(code).toBe(2)
    expect(JSON.parse(first)).toMatchObject({ value: 4, type: 'number' })
    expect(JSON.parse(second)).toMatchObject({ error: { line: 1 } })
  })
})

describe('diff', () => {
  const size = ['--var', 'size=3']

  it('tells what each changed line does, and masks what is secret', async () => {
    const { code, output } = await plumbline(['diff', ...size])
    expect(code).toBe(1)
    expect(output).toBe(`this folder                                                            terraform

  main.tf:2                                                             3 places
    - default = "site"
    + default = "web"

    ~ output.name
        "site" → "web"
    ~ terraform_data.this  input.label
        "site-3" → "web-3"
    ~ terraform_data.this  input.name
        "site" → "web"

  main.tf:7
    - default   = "(sensitive)"
    + default   = "(sensitive)"

    ~ terraform_data.this  input.secret
        (sensitive), and not the one from before

4 values changed in 2 resources, 2 causes  since HEAD, 1 resource now
`)
  })

  it('shows secrets where they are asked for', async () => {
    const { output } = await plumbline(['diff', '--show-sensitive', ...size])
    expect(output).toContain('"swordfish" → "hunter2"')
  })

  it('makes a comment for a pull request', async () => {
    const { code, output } = await plumbline(['diff', '--format', 'markdown', ...size])
    expect(code).toBe(1)
    expect(output).toContain('4 values changed in 2 resources, since `HEAD`.')
    expect(output).toContain(
      '<summary><code>main.tf:2</code>: 3 places</summary>\n\n```diff\n- default = "site"\n+ default = "web"\n```\n',
    )
    expect(output).toContain('- changed: `terraform_data.this` `input.label`: `"site-3"` → `"web-3"`')
    expect(output).not.toContain('hunter2')
    expect(output).not.toContain('swordfish')
  })

  it('exits with 0 where nothing is different', async () => {
    const same = { ...repository, before: () => filesSnapshot(files) }
    const { code, output } = await plumbline(['diff', ...size], { files: filesOf(same) })
    expect([code, output]).toEqual([0, 'No difference  since HEAD, 1 resource now\n'])
  })

  it('exits with 3 for a commit that git does not know', async () => {
    const { code, errors } = await plumbline(['diff', '--since', 'nope', ...size])
    expect(code).toBe(3)
    expect(errors).toContain('git knows no commit nope that this one comes from.')
  })

  it('exits with 2 when something could not be understood before', async () => {
    const broken = { ...repository, before: () => filesSnapshot({ 'main.tf': 'resource "a" {\n' }) }
    const { code, errors } = await plumbline(['diff', ...size], { files: filesOf(broken) })
    expect(code).toBe(2)
    expect(errors).toContain('Before the change, on line')
  })
})

describe('set', () => {
  const variables = ['--var', 'size=3']

  it('shows the line that would change, and writes nothing', async () => {
    const { code, output } = await plumbline([
      'set',
      'terraform_data.this',
      'input.name',
      'site',
      ...variables,
    ])
    expect(code).toBe(0)
    expect(output).toContain('-    name   = var.name')
    expect(output).toContain('+    name   = "site"')
    expect(output).toContain('Nothing is written yet')
  })

  it('masks what is secret before and after', async () => {
    const { output } = await plumbline([
      'set',
      'terraform_data.this',
      'input.secret',
      'swordfish',
      ...variables,
    ])
    expect(output).not.toContain('hunter2')
    expect(output).not.toContain('swordfish')
  })

  it('exits with 1 when it refuses, with 3 when it is misused', async () => {
    const refused = await plumbline(['set', 'terraform_data.nothing', 'input.size', '4', ...variables])
    expect(refused.code).toBe(1)
    expect(refused.output).toContain('edit/no-such-value')
    expect((await plumbline(['set', 'terraform_data.this'])).code).toBe(3)
  })
})

describe('fix', () => {
  it('has nothing to do where nothing is wrong, and refuses rules that there are not', async () => {
    const { code, output } = await plumbline(['fix', '--var', 'size=3'])
    expect([code, output]).toEqual([0, 'Nothing to mend\n'])
    expect((await plumbline(['fix', 'no/such'])).code).toBe(3)
  })
})

describe('documents', () => {
  const variables = ['--var', 'size=3']

  it.each([
    ['read', ReadDocument, ['read', '--format', 'json', ...variables]],
    ['why', WhyDocument, ['why', 'terraform_data.this', 'input.label', '--format', 'json', ...variables]],
    ['why without an answer', WhyDocument, ['why', 'nothing.here', '--format', 'json', ...variables]],
    ['why of a line', LineDocument, ['why', 'main.tf:2', '--format', 'json', ...variables]],
    [
      'set',
      EditDocument,
      ['set', 'terraform_data.this', 'input.name', 'site', '--format', 'json', ...variables],
    ],
    ['set refused', EditDocument, ['set', 'nothing.here', 'x', '1', '--format', 'json']],
    ['diff', DiffDocument, ['diff', '--format', 'json', ...variables]],
    ['graph', GraphDocument, ['graph', '--format', 'json', ...variables]],
    ['eval', EvalDocument, ['eval', '-e', 'var.name', ...variables]],
    ['eval without a value', EvalDocument, ['eval', '-e', 'nope(', ...variables]],
  ])('of %s are what their schema says, and nothing more', async (_name, schema: z.ZodType, args) => {
    const { output } = await plumbline(args)
    const document: unknown = JSON.parse(output)
    expect(schema.parse(document)).toEqual(document)
  })
})

describe('the command line', () => {
  it('suggests the command that was meant', async () => {
    const { code, errors } = await plumbline(['raed'])
    expect(code).toBe(3)
    expect(errors).toContain('there is no command raed. Did you mean read?')
  })

  it('has help for everything and for each command', async () => {
    expect((await plumbline([])).output).toContain('Usage: plumbline COMMAND')
    expect((await plumbline(['help', 'why'])).output).toContain(
      'plumbline why [DIR|FILE] ADDRESS [PATH] [OPTIONS]',
    )
    expect((await plumbline(['eval', '--help'])).output).toContain('-e, --expression EXPR')
  })

  it('completes commands, options, choices and addresses', async () => {
    expect((await plumbline(['complete', '--', 'rea'])).output).toBe('read\n')
    expect((await plumbline(['complete', '--', 'read', '--for'])).output).toBe('--format\n')
    expect((await plumbline(['complete', '--', 'graph', '--format', 'd'])).output).toBe('dot\n')
    expect((await plumbline(['complete', '--', 'why', 'terra'])).output).toBe('terraform_data.this\n')
  })
})

describe('plumbline learn', () => {
  const lines = '{"id":"a","values":[1,2]}\nnothing\n{"id":"b","values":[3]}\n'

  it('answers every series, says which line is no JSON, and exits with 2 for that', async () => {
    const { code, output } = await plumbline(['learn', 'anomalies'], { input: () => lines })
    const answers = output
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { readonly id: unknown; readonly error?: { readonly code: string } })
    expect(answers.map(({ id, error }) => error?.code ?? id)).toEqual(['a', 'learn/not-json', 'b'])
    expect(code).toBe(2)
  })

  it('says which tasks there are', async () => {
    const { code, errors } = await plumbline(['learn', 'anomalys'])
    expect(code).toBe(3)
    expect(errors).toContain('Did you mean anomalies?')
  })

  it('says what a task reads and prints', async () => {
    const { code, output } = await plumbline(['learn', 'anomalies', '--formats'])
    expect(code).toBe(0)
    expect(output).toContain('"values"')
  })

  it('misses a file', async () => {
    const { code, errors } = await plumbline(['learn', 'anomalies', 'nowhere.jsonl'])
    expect(code).toBe(3)
    expect(errors).toContain('nowhere.jsonl')
  })
})
