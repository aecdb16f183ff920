// `npm run tour`: shows what the command line does on the example.
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { home, ready } from './project.mjs'

const example = 'examples/ai-platform'
const production = ['--var-file', 'production.tfvars']
const question = ['module.gpu_pool["train"].aws_eks_node_group.this', 'scaling_config.desired_size']

ready()
process.exitCode = tour()

function tour() {
  const steps = [
    ['What is in the example, as production sees it:', ['read', example, ...production, '--summary']],
    [
      'What is wrong with it, on the line to change (its AI workloads and networks here):',
      ['review', example, '--rule', 'kubernetes/ai', '--rule', 'aws/vpc', '--fail-on', 'never'],
    ],
    ['Why has the training pool the size it has?', ['why', example, ...question, ...production]],
  ]
  for (const [title, args] of steps) {
    process.stdout.write(`\n${bold(title)}\n${dim(`$ plumbline ${args.map(quoted).join(' ')}`)}\n\n`)
    const code = plumbline(args)
    if (code !== 0) return code
  }
  process.stdout.write(`\n${bold('Try next')}\n${next().join('\n')}\n`)
  return 0
}

function next() {
  return [
    ['npm start -- review examples/ai-platform', 'everything that is wrong with it'],
    ['npm start -- why examples/ai-platform/production.tfvars:14', 'everything that a line sets'],
    ['npm start -- read examples/ai-platform', 'every resource with its values'],
    ['npm start -- graph examples/ai-platform --format mermaid', 'a picture of it'],
    ['npm start -- why examples/ai-platform deploy/captioner spec.replicas', 'of a Kubernetes object'],
    [
      'npm start -- render examples/ai-platform/charts/embedder --annotate',
      'a chart, and where each line comes from',
    ],
    ['npm start -- read PATH/TO/YOUR/REPOSITORY', 'your own'],
    ['npm start -- help', 'everything else'],
  ].map(([command, what]) => `  ${command.padEnd(72)}${dim(what)}`)
}

function plumbline(args) {
  const { status } = spawnSync(process.execPath, [join(home, 'bin/plumbline'), ...args], { stdio: 'inherit' })
  return status ?? 3
}

function quoted(text) {
  return /^[\w./=-]+$/u.test(text) ? text : `'${text}'`
}

function bold(text) {
  return coloured() ? `\u001B[1m${text}\u001B[0m` : text
}

function dim(text) {
  return coloured() ? `\u001B[2m${text}\u001B[0m` : text
}

function coloured() {
  return process.stdout.isTTY && (process.env.NO_COLOR ?? '') === '' && process.env.TERM !== 'dumb'
}
