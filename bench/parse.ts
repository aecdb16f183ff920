import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse as parsePeer } from '@cdktf/hcl2json'
import { filePath } from '../src/kernel/brand.ts'
import { parseHcl } from '../src/lang/hcl/syntax/index.ts'

/** `parse [FOLDER]`: how fast the parser is on a folder's files (or on generated ones), as ratios to two peers in the same run. */
async function main([given]: readonly string[]): Promise<void> {
  const made = given === undefined ? generated() : undefined
  const folder = given ?? made ?? '.'
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) =>
    path.endsWith('.tf'),
  )
  const texts = paths.map((path) => readFileSync(join(folder, path), 'utf8'))
  const megabytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1e6
  console.log(`${texts.length} files, ${megabytes.toFixed(1)} MB`)

  const cold = seconds(() => parseAll(texts))
  const warm = Math.min(...Array.from({ length: 5 }, () => seconds(() => parseAll(texts))))
  const memory = process.memoryUsage().rss / 1e6
  const native = seconds(() => spawnSync('terraform', ['fmt', '-check', '-list=false', '-recursive', folder]))
  const peerStart = performance.now()
  for (const text of texts) await parsePeer('main.tf', text).catch(() => undefined)
  const peer = (performance.now() - peerStart) / 1000
  show('plumbline, first pass', cold, megabytes, cold)
  show('plumbline, warm', warm, megabytes, cold)
  show('terraform fmt -check', native, megabytes, cold)
  show('@cdktf/hcl2json', peer, megabytes, cold)
  console.log(`memory after parsing: ${memory.toFixed(0)} MB, the texts included`)
  const big = texts
    .join('\n')
    .repeat(Math.ceil(20 / megabytes))
    .slice(0, 20e6)
  console.log(`one file of 20 MB: ${seconds(() => parseHcl(filePath('big.tf'), big)).toFixed(2)} s`)
  if (made !== undefined) rmSync(made, { recursive: true })
}

function show(name: string, time: number, megabytes: number, ours: number): void {
  const speed = (megabytes / time).toFixed(1).padStart(7)
  console.log(
    `${name.padEnd(24)}${time.toFixed(2).padStart(8)} s ${speed} MB/s  ${(time / ours).toFixed(1)} times ours`,
  )
}

function parseAll(texts: readonly string[]): void {
  for (const text of texts) parseHcl(filePath('main.tf'), text)
}

function seconds(work: () => unknown): number {
  const start = performance.now()
  work()
  return (performance.now() - start) / 1000
}

/** About 20 MB in 9,000 files, made by rule: blocks, nested objects, templates, heredocs, comments. */
function generated(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'))
  for (let file = 0; file < 9000; file++) {
    const parent = join(folder, String(file % 90))
    mkdirSync(parent, { recursive: true })
    const blocks = Array.from({ length: 2 + (file % 3) }, (_, index) => block(file * 10 + index))
    writeFileSync(join(parent, `main-${file}.tf`), blocks.join('\n'))
  }
  return folder
}

function block(seed: number): string {
  return `# Group ${seed}: who may reach it is decided by the network module.
resource "aws_security_group" "group_${seed}" {
  name        = "\${var.prefix}-group-${seed}"
  description = "Traffic of group ${seed}"
  vpc_id      = module.network["main"].vpc_id
  count       = var.enabled && length(var.subnets) > ${seed % 7} ? 1 : 0

  ingress {
    from_port   = ${1000 + (seed % 500)}
    to_port     = ${1000 + (seed % 500)}
    cidr_blocks = [for subnet in var.subnets : subnet.cidr if subnet.public]
  }

  user_data = <<-EOT
    #!/bin/sh
    echo "group \${local.names[${seed % 5}]}"
    %{for name in local.names~}
    echo \${name}
    %{endfor~}
  EOT

  tags = merge(local.tags, {
    Name  = "group-${seed}"
    Owner = try(var.owners["${seed % 9}"].name, null)
  })
}
`
}

await main(process.argv.slice(2))
