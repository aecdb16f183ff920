import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFolder } from '../src/app/library.ts'

const runs = 5

/** `read [FOLDER]`: how long a whole repository takes from a cold process, and its peak memory, beside `terraform fmt`. */
function main([given, folder]: readonly string[]): void {
  if (given === '--once') {
    once(folder ?? '.')
    return
  }
  const made = given === undefined ? estate() : undefined
  const target = given ?? made ?? '.'
  const texts = readdirSync(target, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.tf'))
    .map((path) => readFileSync(join(target, path), 'utf8'))
  const lines = texts.reduce((sum, text) => sum + text.split('\n').length, 0)
  console.log(`${texts.length} files, ${lines} lines`)

  const ours = Array.from({ length: runs }, () => child(target))
  const native = Array.from({ length: runs }, () =>
    seconds('terraform', ['fmt', '-check', '-list=false', '-recursive', target]),
  )
  const reading = median(ours.map((one) => one.seconds))
  console.log(
    `plumbline read          ${spread(ours.map((one) => one.seconds))} s, ${spread(ours.map((one) => one.megabytes))} MB at its peak, ${ours[0]?.resources ?? 0} resources`,
  )
  if (native.includes(undefined))
    console.log('SKIPPED  terraform fmt -check: there is no terraform on the PATH')
  else
    console.log(
      `terraform fmt -check    ${spread(native.map((one) => one ?? 0))} s, ${(median(native.map((one) => one ?? 0)) / reading).toFixed(2)} times ours`,
    )
  const program = fileURLToPath(new URL('../../../dist/app/main.js', import.meta.url))
  const version = Array.from(
    { length: 2 * runs },
    () => seconds(process.execPath, [program, '--version']) ?? 0,
  )
  const bare = Array.from({ length: 2 * runs }, () => seconds(process.execPath, ['-e', '0']) ?? 0)
  console.log(`plumbline --version     ${spread(version)} s; node alone ${spread(bare)} s`)
  if (made !== undefined) rmSync(made, { recursive: true })
}

/** One reading in a process of its own. */
function once(folder: string): void {
  const start = performance.now()
  const document = JSON.parse(readFolder(folder)) as { roots: { resources: unknown[] }[] }
  const resources = document.roots.reduce((sum, root) => sum + root.resources.length, 0)
  const result = {
    seconds: (performance.now() - start) / 1000,
    megabytes: process.resourceUsage().maxRSS / 1024,
    resources,
  }
  console.log(JSON.stringify(result))
}

function child(folder: string): { seconds: number; megabytes: number; resources: number } {
  const start = performance.now()
  const { stdout } = spawnSync(process.execPath, [fileURLToPath(import.meta.url), '--once', folder], {
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
  })
  const result = JSON.parse(stdout) as { seconds: number; megabytes: number; resources: number }
  return { ...result, seconds: (performance.now() - start) / 1000 }
}

function seconds(program: string, args: readonly string[]): number | undefined {
  const start = performance.now()
  const { error } = spawnSync(program, [...args], { stdio: 'ignore' })
  return error === undefined ? (performance.now() - start) / 1000 : undefined
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? 0
}

function spread(values: readonly number[]): string {
  return `${short(median(values))} (${short(Math.min(...values))} to ${short(Math.max(...values))})`
}

function short(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2)
}

/** About 60,000 lines in 700 files: 20 roots, each calling six of 80 modules for several zones; modules call modules. */
function estate(): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-estate-'))
  const write = (path: string, lines: readonly string[]): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), `${lines.join('\n')}\n`)
  }
  for (let module = 0; module < 80; module++) {
    const path = `modules/m${module}`
    write(
      `${path}/variables.tf`,
      ['zones', 'tags', 'size'].flatMap((name) => [
        `variable "${name}" {`,
        `  default = ${name === 'size' ? 3 : name === 'tags' ? '{}' : '[]'}`,
        '}',
      ]),
    )
    for (let file = 0; file < 6; file++)
      write(`${path}/part${file}.tf`, Array.from({ length: 5 }, (_, at) => resource(`r${file}_${at}`)).flat())
    write(`${path}/outputs.tf`, [
      'output "ids" {',
      '  value = { for k, v in aws_instance.r0_0 : k => v.id }',
      '}',
    ])
    if (module % 4 === 0 && module + 1 < 80)
      write(`${path}/inner.tf`, [
        'module "inner" {',
        `  source = "../m${module + 1}"`,
        '  zones  = var.zones',
        '  size   = var.size + 1',
        '}',
      ])
  }
  for (let root = 0; root < 20; root++) {
    const calls = Array.from({ length: 6 }, (_, at) => (root * 6 + at) % 80)
    write(
      `live/root${root}/main.tf`,
      calls.flatMap((module) => [
        `module "m${module}" {`,
        `  source = "../../modules/m${module}"`,
        '  zones  = local.zones',
        '  tags   = local.tags',
        `  size   = ${module}`,
        '}',
      ]),
    )
    write(`live/root${root}/locals.tf`, [
      'locals {',
      '  zones = ["a", "b"]',
      `  tags  = { root = "root${root}", team = "ml" }`,
      '}',
    ])
  }
  return folder
}

function resource(name: string): readonly string[] {
  return [
    `resource "aws_instance" "${name}" {`,
    '  for_each      = toset(var.zones)',
    '  ami           = "ami-${each.key}-${var.size}"',
    '  instance_type = var.size > 4 ? "p5.48xlarge" : "t3.micro"',
    '',
    '  root_block_device {',
    '    volume_size = 20 + var.size * 2',
    '    encrypted   = true',
    '  }',
    '',
    '  dynamic "ebs_block_device" {',
    '    for_each = [for n in range(var.size % 3) : "sd${n}"]',
    '    content {',
    '      device_name = ebs_block_device.value',
    '    }',
    '  }',
    '',
    '  tags = merge(var.tags, {',
    `    Name = "${name}-\${each.key}"`,
    '    Zone = upper(each.value)',
    '  })',
    '}',
    '',
  ]
}

main(process.argv.slice(2))
