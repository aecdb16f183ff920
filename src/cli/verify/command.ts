import { z } from 'zod'
import { readUnit, unitsBelow } from '../../engine/read.ts'
import { verdictOf } from '../../engine/verify/compare.ts'
import { invocationOf, kubeVersion } from '../../engine/verify/invocation.ts'
import { printJson } from '../../model/json-text.ts'
import type { Reading } from '../../model/reading.ts'
import type { VerifiedRoot, VerifiedVerdict } from '../../model/verification.ts'
import { verifyJson, verifyText } from '../../report/verify.ts'
import { command, exit, misused, type Call, type ExitCode } from '../command.ts'
import { openFolder, readingOptions, viewOf, type Opened } from '../reading.ts'
import { plannedVerdict } from './planned.ts'

const { fetch: _, fetchHost: __, source: ___, ...placeOptions } = readingOptions
const options = z.object({
  ...placeOptions,
  all: z.boolean().default(false).meta({ description: 'show every difference' }),
  format: z.enum(['text', 'json']).default('text').meta({ description: 'how to print' }),
})
type VerifyCall = Call<z.infer<typeof options>>

/** Exit codes: 0 all is equal, 1 something is not, 2 nothing could be compared, or a program is missing. */
export const verify = command({
  name: 'verify',
  summary: 'Compare what we read with what your own terraform, helm and kubectl make of it.',
  forms: ['[DIR]'],
  about:
    'Runs your own `helm template` on every chart (with each values file beside it) and `kubectl kustomize` on every kustomization, and compares every value they print with ours. ' +
    'Both render for the same version of Kubernetes and without a cluster; kubectl may download what a kustomization names. Values of chance and of the time are left out and counted apart. ' +
    'In every root of Terraform that was initialised it runs your own `terraform plan` (or `tofu plan`) without refreshing, locking or writing anything, and compares every planned value; providers may ask their cloud for data sources. Values that only a provider or a state knows are counted apart. ' +
    'The exit code is 0 when all is equal, 1 when something is not, and 2 when nothing could be compared or a program is missing.',
  options,
  examples: [
    { line: 'plumbline verify', what: 'everything below this folder' },
    { line: 'plumbline verify charts/web --all', what: 'one chart, with every difference' },
  ],

  async run(call) {
    const { words, options: given, context } = call
    if (words.length > 1) return misused(context, 'verify', 'it takes one folder.')
    const opened = openFolder('verify', words[0] ?? '.', call)
    if (opened.kind === 'refused') return opened.code
    const { roots, readings } = await verified(opened, call)
    const shown = {
      readings,
      text: (file: Reading['root']): string | undefined => opened.repository.snapshot.text(file),
    }
    const all = { ...call, options: { ...given, fetch: false, fetchHost: [] } }
    const view = viewOf(opened, shown, all, given.format === 'json')
    if (given.format === 'json') context.print(`${printJson(verifyJson(view, roots), 2)}\n`)
    else context.print(verifyText(view, roots, given.all))
    return codeFor(roots.map(({ verdict }) => verdict))
  },
})

async function verified(
  opened: Opened,
  call: VerifyCall,
): Promise<{ readonly roots: readonly VerifiedRoot[]; readonly readings: readonly Reading[] }> {
  const { repository, options: read } = opened
  const { context } = call
  const { snapshot, folder, root: top } = repository
  const forBoth = { ...read, release: { kubeVersion } }
  const roots: VerifiedRoot[] = []
  const readings: Reading[] = []
  for (const unit of unitsBelow(snapshot, folder, forBoth).units) {
    const asked = invocationOf(unit, top)
    if (asked === undefined) continue
    const { format, root, variant } = unit
    context.progress(`verifying ${repository.typed(root) || '.'} ...`)
    const reading = readUnit(snapshot, unit, forBoth)
    readings.push(reading)
    const verdict =
      asked.kind === 'plan'
        ? await plannedVerdict(opened, { ours: reading, variables: asked.variables }, call)
        : verdictOf(
            reading,
            context.program(asked.program, asked.args, repository.workingFolder, asked.environment),
            asked.program,
          )
    roots.push({ format, root, variant, verdict })
  }
  context.progress(undefined)
  return { roots, readings }
}

function codeFor(verdicts: readonly VerifiedVerdict[]): ExitCode {
  if (verdicts.some(isDifferent)) return exit.no
  const compared = verdicts.filter(({ kind }) => kind === 'compared' || kind === 'both-refuse')
  return compared.length === 0 || verdicts.some(({ kind }) => kind === 'missing') ? exit.input : exit.good
}

function isDifferent(one: VerifiedVerdict): boolean {
  return one.kind === 'disagree' || (one.kind === 'compared' && one.differences.length > 0)
}
