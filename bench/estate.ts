import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** How much there is of an estate. */
export interface Size {
  readonly modules: number
  readonly roots: number
  /** Modules that a root calls. */
  readonly calls: number
  /** Instances of each resource. */
  readonly zones: number
}

/** 60,000 lines in 700 files: 20 roots, each calling six of 80 modules for two zones; every fourth module calls another. */
export const usual: Size = { modules: 80, roots: 20, calls: 6, zones: 2 }

/** Writes an estate to a folder of its own, and gives the folder. */
export function estate({ modules, roots, calls: called, zones }: Size): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-estate-'))
  const write = (path: string, lines: readonly string[]): void => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), `${lines.join('\n')}\n`)
  }
  for (let module = 0; module < modules; module++) {
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
    if (module % 4 === 0 && module + 1 < modules)
      write(`${path}/inner.tf`, [
        'module "inner" {',
        `  source = "../m${module + 1}"`,
        '  zones  = var.zones',
        '  size   = var.size + 1',
        '}',
      ])
  }
  for (let root = 0; root < roots; root++) {
    const calls = Array.from({ length: called }, (_, at) => (root * called + at) % modules)
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
      `  zones = [${Array.from({ length: zones }, (_, at) => `"z${at}"`).join(', ')}]`,
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
