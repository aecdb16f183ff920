import { describe, expect, it } from 'vitest'
import { planOf, stateOf, type Asked, type Ran } from './target.ts'

describe('a plan of the user’s own program', () => {
  it('is what show prints of it, and each step is told', async () => {
    const told: string[] = []
    const { asked, calls } = await ask(
      {
        plan: ended(0, [step('terraform_data.one: Refreshing state...')]),
        show: ended(0, ['{"format_version":"1.2"}']),
      },
      told,
    )
    expect(asked).toEqual({ kind: 'printed', text: '{"format_version":"1.2"}\n' })
    expect(told).toEqual([
      'terraform plan: terraform_data.one: Refreshing state... (1)',
      'terraform show ...',
    ])
    expect(calls).toEqual([
      ['plan', '-json', '-input=false', '-out=/kept/plan', '-var', 'a=1'],
      ['show', '-json', '/kept/plan'],
    ])
  })

  it('is refused with what the program says, and what to do', async () => {
    const { asked } = await ask({
      plan: ended(1, [problem('error', 'Backend initialization required', 'Reason: Initial configuration.')]),
    })
    expect(asked).toEqual({
      kind: 'refused',
      why: 'terraform plan says: Backend initialization required. Reason: Initial configuration. Run `terraform -chdir=infra init` first; Plumbline never does, since it downloads and runs what the code names.',
    })
  })

  it('tells a problem once that many places have', async () => {
    const missing = problem('error', 'Module not installed', 'Run "terraform init".')
    const { asked } = await ask({
      plan: ended(1, [missing, missing, problem('error', 'Bad value', ''), missing]),
    })
    expect(asked).toMatchObject({
      why: expect.stringMatching(
        /^terraform plan says: Module not installed\. Run "terraform init"\. Bad value\. Run `[^`]+ init`/u,
      ),
    })
  })

  it('does not take a warning for the reason', async () => {
    const { asked } = await ask({
      plan: ended(1, [problem('warning', 'Old attribute', ''), problem('error', 'Bad value', '')]),
    })
    expect(asked).toEqual({ kind: 'refused', why: 'terraform plan says: Bad value.' })
  })

  it('is refused with the end of what it says on standard error where it tells no problem', async () => {
    const { asked } = await ask({ plan: { ...ended(1, ['garbage']), errors: '╷\n│ Error: broken\n╵\n' } })
    expect(asked).toEqual({ kind: 'refused', why: 'terraform plan says: Error: broken.' })
  })

  it('is refused when it takes too long, and missing when there is no such program', async () => {
    expect((await ask({ plan: { kind: 'stopped', why: 'it was interrupted.' } })).asked).toEqual({
      kind: 'refused',
      why: 'terraform plan was stopped: it was interrupted.',
    })
    expect((await ask({ plan: { kind: 'missing' } })).asked).toEqual({ kind: 'missing' })
    expect((await ask({ plan: ended(0, []), show: { ...ended(1, []), errors: 'no schema' } })).asked).toEqual(
      {
        kind: 'refused',
        why: 'terraform show says: no schema.',
      },
    )
  })
})

describe('a state of the user’s own program', () => {
  it('is what it pulls', async () => {
    expect(await pulled(ended(0, ['{"version":4}']))).toEqual({ kind: 'printed', text: '{"version":4}\n' })
  })

  it('is refused where none was written yet', async () => {
    expect(await pulled(ended(0, []))).toEqual({
      kind: 'refused',
      why: 'terraform state pull prints nothing: no state was written yet. Leave it away.',
    })
  })

  it('is refused with the first error, without its colours, and what to do', async () => {
    const errors =
      '╷\n│ \u001B[31mError: \u001B[0mBackend initialization required, please run "terraform init"\n│ Reason: new\n╵\n'
    expect(await pulled({ ...ended(1, []), errors })).toEqual({
      kind: 'refused',
      why: 'terraform state pull says: Backend initialization required, please run "terraform init". Run `terraform -chdir=infra init` first; Plumbline never does, since it downloads and runs what the code names.',
    })
  })

  it('is missing when there is no such program, and refused when it takes too long', async () => {
    expect(await pulled({ kind: 'missing' })).toEqual({ kind: 'missing' })
    expect(await pulled({ kind: 'stopped', why: 'it took longer than 5 s.' })).toEqual({
      kind: 'refused',
      why: 'terraform state pull was stopped: it took longer than 5 s.',
    })
  })
})

function pulled(ran: Ran): Promise<Asked> {
  const signal = new AbortController().signal
  return stateOf(
    () => Promise.resolve(ran),
    { program: 'terraform', folder: 'infra' },
    () => undefined,
    signal,
  )
}

type Ended = Extract<Ran, { kind: 'ended' }>

function ended(status: number, lines: readonly string[]): Ended {
  return { kind: 'ended', status, output: lines.map((one) => `${one}\n`).join(''), errors: '' }
}

function step(text: string): string {
  return JSON.stringify({ '@level': 'info', '@message': text, type: 'refresh_start' })
}

function problem(severity: string, summary: string, detail: string): string {
  return JSON.stringify({ '@level': severity, type: 'diagnostic', diagnostic: { severity, summary, detail } })
}

async function ask(
  replies: Readonly<Record<string, Ran>>,
  told: string[] = [],
): Promise<{ readonly asked: Asked; readonly calls: readonly (readonly string[])[] }> {
  const calls: (readonly string[])[] = []
  const asked = await planOf(
    (args, onLine) => {
      calls.push(args)
      const ran = replies[args[0] ?? ''] ?? { kind: 'missing' as const }
      if (ran.kind === 'ended') for (const line of ran.output.split('\n')) onLine(line)
      return Promise.resolve(ran)
    },
    { program: 'terraform', folder: 'infra', variables: ['-var', 'a=1'], planFile: '/kept/plan' },
    (text) => told.push(text),
    new AbortController().signal,
  )
  return { asked, calls }
}
