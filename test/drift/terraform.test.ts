import { execFileSync, spawn, spawnSync } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { contextOf } from '../../src/app/context.ts'
import { run } from '../../src/cli/run.ts'

const isThere = spawnSync('terraform', ['version']).status === 0
if (!isThere) console.warn('SKIPPED: there is no terraform program, so no root is compared with its state.')

const built = new URL('../../dist/app/targets.js', import.meta.url)
const isBuilt = existsSync(built)
if (!isBuilt) console.warn('SKIPPED: nothing is built, so nothing is interrupted. npm test builds first.')

const code = `variable "size" {
  type    = number
  default = 3
}

resource "terraform_data" "web" {
  input = {
    name  = "web" # as the load balancer knows it
    size  = var.size
    zones = ["a", "b"]
  }
}

resource "terraform_data" "queue" {
  for_each = toset(["one", "two"])
  input    = "queue-\${each.key}"
}
`

describe.skipIf(!isThere)('a root of Terraform whose state is changed behind its back', () => {
  const top = mkdtempSync(join(tmpdir(), 'drift-terraform-'))
  let folder = ''
  let count = 0

  beforeEach(() => {
    folder = join(top, String(count++), 'infra')
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'main.tf'), code)
    terraform('apply', '-auto-approve')
  })

  afterAll(() => rmSync(top, { recursive: true, force: true }))

  it('has not drifted when it was just applied', async () => {
    const { exit, output } = await plumbline('drift', 'infra', '--target', 'terraform')
    expect([exit, output]).toEqual([0, 'No drift\n3 objects of 3 compared\n'])
  }, 60_000)

  it('is told value by value with the line, and by what command it comes back', async () => {
    changed()
    const { exit, output } = await plumbline('drift', 'infra', '--target', 'terraform')
    expect(exit).toBe(1)
    expect(output).toContain('code  infra/main.tf:3\n')
    expect(output).toContain('runs  5\n')
    expect(output).toContain('zones = ["a", "b"]')
    expect(output).toContain('runs  "c"\n')
    expect(output).toContain('Revert all with  terraform -chdir=infra apply\n')
    expect(output).toContain('0 created, 1 changed, 0 replaced, 0 destroyed')
    // A plan that only refreshes sees nothing of it: this provider gives back what it is told.
    expect(terraform('plan', '-refresh-only', '-detailed-exitcode')).toBe(0)
    expect(terraform('plan', '-detailed-exitcode')).toBe(2)
  }, 30_000)

  it('is quiet after it was codified by the commands that were told, for Terraform too', async () => {
    changed()
    const asked = ['drift', 'infra', '--target', 'terraform', '--time-limit', '600', '--format', 'json']
    const commands = [
      ...(await plumbline(...asked)).output.matchAll(/"command": "plumbline (codify .*)"/gu),
    ].map(([, line = '']) => JSON.parse(`"${line}"`) as string)
    expect(commands).toEqual([
      'codify infra terraform_data.web input.size --target terraform --time-limit 600',
      "codify infra terraform_data.web 'input.zones[1]' --target terraform --time-limit 600",
    ])
    for (const line of commands) {
      const words = execFileSync('sh', ['-c', `printf '%s\\n' ${line} --write`], { encoding: 'utf8' })
      expect((await plumbline(...words.trim().split('\n'))).exit).toBe(0)
    }
    expect(readFileSync(join(folder, 'main.tf'), 'utf8')).toBe(
      code.replace('default = 3', 'default = 5').replace('["a", "b"]', '["a", "c"]'),
    )
    expect(terraform('plan', '-detailed-exitcode')).toBe(0)
    expect((await plumbline('drift', 'infra', '--target', 'terraform')).exit).toBe(0)
  }, 30_000)

  it('is quiet after it was reverted by the command that was told', async () => {
    changed()
    const { output } = await plumbline('drift', 'infra', '--target', 'terraform', '--format', 'json')
    const { revert } = JSON.parse(output) as { readonly revert: { readonly command: string } }
    const [program = '', ...args] = revert.command.split(' ')
    execFileSync(program, [...args, '-auto-approve'], { cwd: join(folder, '..'), stdio: 'ignore' })
    expect((await plumbline('drift', 'infra', '--target', 'terraform')).exit).toBe(0)
    expect(readFileSync(join(folder, 'main.tf'), 'utf8')).toBe(code)
  }, 30_000)

  it('tells what does not run, and what is in no code any more', async () => {
    writeFileSync(join(folder, 'main.tf'), code.replace('["one", "two"]', '["two", "three"]'))
    const { exit, output } = await plumbline('drift', 'infra', '--target', 'terraform')
    expect(exit).toBe(1)
    expect(output).toContain('terraform_data.queue["one"] not in the code')
    expect(output).toContain('terraform_data.queue["three"] does not run')
    expect(output).toContain('1 created, 0 changed, 0 replaced, 1 destroyed')
    const asked = ['codify', 'infra', 'terraform_data.queue["one"]', '--target', 'terraform']
    const refused = await plumbline(...asked)
    expect(refused.exit).toBe(1)
    expect(refused.output + refused.errors).toMatch(/take the\s+block\s+back\s+out\s+of\s+the\s+history/u)
  }, 30_000)

  it('never prints what is secret, nor the values of variables that were given', async () => {
    const secret = 'variable "token" {\n  sensitive = true\n}\n'
    writeFileSync(join(folder, 'main.tf'), `${secret}${code.replace('name  = "web"', 'name  = var.token')}`)
    const asked = ['drift', 'infra', '--target', 'terraform', '--var', 'token=hunter-two', '--answers']
    for (const format of ['text', 'json', 'markdown']) {
      const { exit, output, errors } = await plumbline(...asked, '--format', format)
      expect(exit).toBe(1)
      expect(output).toContain('input.name')
      expect(output + errors).not.toContain('hunter-two')
    }
  }, 30_000)

  it('takes the values of variables that the plan needs', async () => {
    writeFileSync(join(folder, 'big.tfvars'), 'size = 9\n')
    const asked = ['drift', 'infra', '--target', 'terraform', '--var-file', 'infra/big.tfvars']
    const { output } = await plumbline(...asked)
    expect(output).toContain('code  infra/big.tfvars:1\n')
    expect(output).toContain('runs  3\n')
  }, 30_000)

  it('says what to do where the folder was not initialised, and leaves nothing behind', async () => {
    const before = kept()
    writeFileSync(join(folder, 'more.tf'), 'module "one" {\n  source = "./one"\n}\n')
    mkdirSync(join(folder, 'one'))
    writeFileSync(join(folder, 'one', 'main.tf'), '')
    const { exit, errors } = await plumbline('drift', 'infra', '--target', 'terraform')
    expect(exit).toBe(2)
    expect(errors).toContain('Module not installed')
    expect(errors).toContain('Run `terraform -chdir=infra init` first')
    expect(kept()).toEqual(before)
  }, 30_000)

  it('has its state pulled out of its backend, for what another target says', async () => {
    writeFileSync(
      join(folder, 'main.tf'),
      'terraform {\n  backend "local" {\n    path = "kept/prod.json"\n  }\n}\n',
    )
    const asked = ['drift', 'infra', '--live', 'live.json', '--pull-state', '--format', 'json'] as const
    const none = await plumbline(...asked)
    expect(none.exit).toBe(2)
    expect(none.errors).toContain('Run `terraform -chdir=infra init` first')
    rmSync(join(folder, 'terraform.tfstate'))
    expect(terraform('init')).toBe(0)
    expect((await plumbline(...asked)).errors).toContain('no state was written yet')
    const [wanted, remembered, runs] = [45, 30, 90]
    mkdirSync(join(folder, 'kept'))
    writeFileSync(join(folder, 'kept', 'prod.json'), queueState(remembered))
    writeFileSync(join(folder, 'queue.tf'), queueCode(wanted))
    const told = async (visibility: number): Promise<unknown> => {
      writeFileSync(join(folder, '..', 'live.json'), queueLive(visibility))
      return (JSON.parse((await plumbline(...asked)).output) as DriftDocument).objects[0]?.values[0]
    }
    expect(await told(runs)).toMatchObject({ path: 'VisibilityTimeout', what: 'by-hand' })
    expect(await told(remembered)).toMatchObject({
      what: 'not-rolled-out',
      answers: { codify: { command: expect.stringContaining(' --pull-state ') } },
    })
  }, 30_000)

  it.skipIf(!isBuilt)(
    'ends the program when it is interrupted, and takes the plan away',
    async () => {
      const bin = join(folder, 'bin')
      mkdirSync(bin)
      const ended = join(folder, 'ended')
      // It waits as a provider that does not answer would, and says when it may go.
      const slow = `#!/bin/sh\ntrap 'echo done > ${ended}; exit 1' INT\necho ready > ${join(folder, 'ready')}\nwhile :; do sleep 0.1; done\n`
      writeFileSync(join(bin, 'terraform'), slow)
      chmodSync(join(bin, 'terraform'), 0o755)
      const temporary = join(folder, 'tmp')
      mkdirSync(temporary)
      const script = `import { targets } from ${JSON.stringify(built.href)}
      await targets.terraform({ programs: ['terraform'], folder: ${JSON.stringify(folder)}, typed: '.', variables: [], environment: {}, timeLimit: 60 }, () => undefined)`
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
        env: { ...process.env, PATH: `${bin}:${process.env['PATH'] ?? ''}`, TMPDIR: temporary },
        stdio: 'ignore',
      })
      const gone = new Promise<NodeJS.Signals | null>((resolve) =>
        child.on('close', (_, signal) => resolve(signal)),
      )
      await until(() => readdirSync(folder).includes('ready') || child.exitCode !== null)
      expect(readdirSync(temporary)).toHaveLength(1)
      child.kill('SIGINT')
      expect(await gone).toBe('SIGINT')
      expect(readFileSync(ended, 'utf8')).toBe('done\n')
      expect(readdirSync(temporary)).toEqual([])
    },
    30_000,
  )

  function terraform(...args: readonly string[]): number | null {
    const [command = '', ...rest] = args
    return spawnSync('terraform', [command, '-input=false', ...rest], { cwd: folder, stdio: 'ignore' }).status
  }

  /** Two values of one resource, as somebody does who edits a state. */
  function changed(): void {
    const file = join(folder, 'terraform.tfstate')
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replaceAll(/"size": 3\b/gu, '"size": 5').replaceAll(/("zones": \[\s*"a",\s*)"b"/gu, '$1"c"'),
    )
  }

  async function plumbline(
    ...args: readonly string[]
  ): Promise<{ readonly exit: number; readonly output: string; readonly errors: string }> {
    let output = ''
    let errors = ''
    const exit = await run(args, {
      ...contextOf(join(folder, '..')),
      output: { width: 100, colour: false, interactive: false },
      errors: { width: 100, colour: false, interactive: false },
      print: (text) => void (output += text),
      complain: (text) => void (errors += text),
    })
    return { exit, output, errors }
  }
})

interface DriftDocument {
  readonly objects: readonly { readonly values: readonly unknown[] }[]
}

const queueUrl = 'https://sqs.eu-central-1.amazonaws.com/123456789012/jobs'

function queueCode(visibility: number): string {
  return `resource "aws_sqs_queue" "jobs" {\n  name                       = "jobs"\n  visibility_timeout_seconds = ${visibility}\n}\n`
}

function queueState(visibility: number): string {
  const attributes = { id: queueUrl, url: queueUrl, name: 'jobs', visibility_timeout_seconds: visibility }
  const provider = 'provider["registry.terraform.io/hashicorp/aws"]'
  const instances = [{ schema_version: 0, attributes }]
  const resources = [{ mode: 'managed', type: 'aws_sqs_queue', name: 'jobs', provider, instances }]
  const lineage = '6f0f8f0e-6f4e-4a7e-9d3f-0d6c6c6c6c6c'
  return JSON.stringify({
    version: 4,
    terraform_version: '1.11.4',
    serial: 1,
    lineage,
    outputs: {},
    resources,
  })
}

function queueLive(VisibilityTimeout: number): string {
  const Properties = JSON.stringify({ QueueName: 'jobs', QueueUrl: queueUrl, VisibilityTimeout })
  return JSON.stringify({
    TypeName: 'AWS::SQS::Queue',
    ResourceDescriptions: [{ Identifier: queueUrl, Properties }],
  })
}

function kept(): readonly string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith('plumbline-plan-'))
}

async function until(isSo: () => boolean): Promise<void> {
  for (let left = 200; left > 0 && !isSo(); left--) await new Promise((resolve) => setTimeout(resolve, 50))
}
