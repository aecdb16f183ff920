import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { filesSnapshot } from '../../model/files-snapshot.ts'
import { filesAlone, type ReadOptions } from '../../model/options.ts'
import { allPlanRules, allRules } from '../../rules/index.ts'
import type { Rule } from '../../rules/rule.ts'
import type { Cache } from '../cache/cache.ts'
import { joinedFolders, reviewFolder } from './folder.ts'

type Files = Readonly<Record<string, string>>

let rules: readonly Rule[] = []

beforeAll(async () => {
  rules = await allRules()
}, 120_000)

describe('a review of which some parts were kept', () => {
  it('says what a review of everything says, whatever was edited in between', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(edits, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 5 }),
        fc.boolean(),
        async (some, livesOn) => {
          const cache = cacheOf(livesOn)
          let chosen: Chosen = {}
          for (const together of [[], ...some]) {
            chosen = { ...chosen, ...Object.fromEntries(together) }
            const files = filesOf(chosen)
            const kept = await told(files, cache)
            if (kept !== (await told(files, undefined))) return false
          }
          return true
        },
      ),
      { numRuns: 25 },
    )
  }, 240_000)

  it.each(Object.keys(places) as Place[])(
    'says it after an edit of %s, with another one on top, and back',
    async (place) => {
      for (const at of places[place].keys()) {
        const cache = cacheOf(false)
        const edited = { [place]: at }
        const further = { ingress: 1, ...edited }
        for (const chosen of [{}, edited, further, { ingress: 1 }, {}]) {
          const files = filesOf(chosen)
          expect(await told(files, cache)).toBe(await told(files, undefined))
        }
      }
    },
    60_000,
  )
})

type Chosen = Readonly<Record<string, number>>

async function told(files: Files, cache: Cache | undefined): Promise<string> {
  const folder = await reviewFolder({
    snapshot: filesSnapshot(files),
    folder: filePath(''),
    options,
    rules,
    planRules: allPlanRules,
    cache,
    state: 'now',
  })
  const joined = joinedFolders([folder])
  return JSON.stringify([joined.review, [...joined.review.asked], [...joined.secrets()]], undefined, 1)
}

function cacheOf(livesOn: boolean): Cache {
  const kept = new Map<string, string>()
  const shelf = {
    get: (name: string) => kept.get(name),
    put: (name: string, text: string) => void kept.set(name, text),
  }
  return livesOn ? { build: 'test', shelf, memory: new Map() } : { build: 'test', shelf }
}

const options: ReadOptions = filesAlone()

/** What may stand at a place of the estate; the first is what stands there without an edit. */
const places = {
  head: ['', '# a line more\n'],
  zones: ['["a", "b"]', '["a"]', '["a", "b", "c"]', 'var.missing'],
  region: ['"eu-west-1"', '"us-east-1"', 'module.net.region'],
  cidr: ['"10.0.0.0/16"', '"0.0.0.0/0"'],
  callWeb: ['', '  size = 3\n', '  nonsense = 1\n', '  count = 2\n', '  for_each = toset(local.zones)\n'],
  second: [
    '',
    'module "web2" {\n  source = "../modules/web"\n  subnet = module.net.subnet\n  groups = []\n}\n',
  ],
  ownBucket: [
    'resource "aws_s3_bucket" "logs" { bucket = "logs" }\n',
    'resource "aws_s3_bucket" "logs" { bucket = "data" }\n',
    '',
  ],
  ownBlock: [
    '',
    'resource "aws_s3_bucket_public_access_block" "logs" {\n  bucket = "logs"\n  block_public_acls = true\n}\n',
    'resource "aws_s3_bucket_public_access_block" "logs" {\n  bucket = module.store.id\n  block_public_acls = false\n}\n',
    'variable "which" {}\nresource "aws_s3_bucket_public_access_block" "logs" {\n  bucket = var.which\n}\n',
  ],
  provider: [
    '',
    'provider "aws" {\n  region = local.region\n}\n',
    'provider "aws" {\n  region = module.net.region\n  access_key = "AKIAIOSFODNN7EXAMPLE"\n}\n',
  ],
  rootOutput: ['', 'output "id" { value = module.store.id }\n', 'output "secret" { value = var.password }\n'],
  password: ['"h"', '"other"', 'null'],
  shown: [
    '',
    'resource "aws_ssm_parameter" "p" {\n  name = "p"\n  type = "String"\n  value = "h"\n}\n',
    'resource "aws_ssm_parameter" "p" {\n  name = "p"\n  type = "SecureString"\n  value = var.password\n}\n',
  ],
  account: [
    '',
    'resource "aws_ebs_encryption_by_default" "on" { enabled = true }\n',
    'resource "aws_ec2_instance_metadata_defaults" "on" { http_tokens = "required" }\n',
  ],
  values: ['', 'cidr = "192.168.0.0/16"\n', 'nothing = 1\n'],
  name: ['one', 'two'],
  ingress: ['"10.0.0.0/8"', '"0.0.0.0/0"', 'var.cidr'],
  gateway: ['resource "aws_internet_gateway" "g" { vpc_id = aws_vpc.v.id }\n', ''],
  route: [
    'resource "aws_route_table" "t" {\n  vpc_id = aws_vpc.v.id\n  route {\n    cidr_block = "0.0.0.0/0"\n    gateway_id = aws_internet_gateway.g.id\n  }\n}\nresource "aws_route_table_association" "a" {\n  subnet_id = aws_subnet.s.id\n  route_table_id = aws_route_table.t.id\n}\n',
    '',
  ],
  flow: ['', 'resource "aws_flow_log" "f" {\n  vpc_id = aws_vpc.v.id\n  traffic_type = "ALL"\n}\n'],
  netOutput: ['aws_subnet.s.id', 'aws_vpc.v.id', '"fixed"', 'aws_subnet.none.id'],
  tokens: ['', '  metadata_options { http_tokens = "required" }\n', '  associate_public_ip_address = true\n'],
  validation: ['', '  validation {\n    condition = var.size > 2\n    error_message = "Too small."\n  }\n'],
  size: ['1', '"text"', '[]'],
  inner: [
    '',
    'module "inner" {\n  source = "../store"\n  name = var.subnet\n}\n',
    'module "inner" {\n  source = "../nowhere"\n  name = var.subnet\n}\n',
  ],
  versioning: [
    'resource "aws_s3_bucket_versioning" "b" {\n  bucket = aws_s3_bucket.b.id\n  versioning_configuration { status = "Enabled" }\n}\n',
    '',
    'resource "aws_s3_bucket_versioning" "b" {\n  bucket = "logs"\n  versioning_configuration { status = "Enabled" }\n}\n',
  ],
  logging: [
    '',
    'resource "aws_s3_bucket_logging" "b" {\n  bucket = aws_s3_bucket.b.id\n  target_bucket = "logs"\n  target_prefix = "x"\n}\n',
  ],
  override: [
    '',
    'resource "aws_s3_bucket" "b" { force_destroy = true }\n',
    'variable "name" { default = "over" }\n',
  ],
  json: [
    '',
    '{"resource":{"aws_ebs_volume":{"j":{"availability_zone":"a","size":1,"encrypted":false}}}}',
    '{"resource":{"aws_ebs_volume":{"j":{"availability_zone":"a","size":1,"encrypted":true}}}}',
  ],
  circle: [
    '',
    'locals {\n  one = local.two\n  two = local.one\n}\n',
    'import {\n  to = aws_s3_bucket.logs\n  id = "logs"\n}\n',
  ],
  language: [
    '',
    'terraform {\n  required_version = ">= 1.12"\n}\n',
    'terraform {\n  required_providers {\n    aws = { source = "example.com/own/aws" }\n  }\n}\n',
  ],
} as const satisfies Record<string, readonly [string, ...string[]]>

type Place = keyof typeof places

const edits: fc.Arbitrary<readonly [Place, number]> = fc
  .constantFrom(...(Object.keys(places) as Place[]))
  .chain((place) => fc.nat(places[place].length - 1).map((at) => [place, at] as const))

function filesOf(chosen: Chosen): Files {
  const at = (place: Place): string => places[place][chosen[place] ?? 0] ?? ''
  const main = `${at('head')}locals {
  zones = ${at('zones')}
  region = ${at('region')}
}
variable "cidr" { default = ${at('cidr')} }
variable "password" {
  default   = ${at('password')}
  sensitive = true
}
module "net" {
  source = "../modules/net"
  cidr   = var.cidr
}
module "web" {
  source = "../modules/web"
  subnet = module.net.subnet
  groups = [module.net.group]
${at('callWeb')}}
module "store" {
  source = "../modules/store"
  name   = try(file("\${path.module}/name.txt"), "none")
}
${at('second')}${at('ownBucket')}${at('ownBlock')}${at('provider')}${at('rootOutput')}${at('shown')}${at('account')}${at('circle')}`
  const net = `variable "cidr" {}
resource "aws_vpc" "v" { cidr_block = var.cidr }
resource "aws_subnet" "s" {
  vpc_id     = aws_vpc.v.id
  cidr_block = var.cidr
  map_public_ip_on_launch = true
}
resource "aws_security_group" "g" {
  vpc_id = aws_vpc.v.id
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = [${at('ingress')}]
  }
}
${at('gateway')}${at('route')}${at('flow')}
output "subnet" { value = ${at('netOutput')} }
output "group" { value = aws_security_group.g.id }
output "region" { value = aws_vpc.v.arn }
`
  const web = `variable "subnet" {}
variable "groups" {}
variable "size" {
  default = ${at('size')}
${at('validation')}}
resource "aws_instance" "w" {
  ami                    = "ami-1"
  instance_type          = "t3.micro"
  subnet_id              = var.subnet
  vpc_security_group_ids = var.groups
  root_block_device { volume_size = var.size }
${at('tokens')}}
${at('inner')}`
  const store = `variable "name" {}
resource "aws_s3_bucket" "b" { bucket = var.name }
${at('versioning')}${at('logging')}output "id" { value = aws_s3_bucket.b.id }
`
  const files: Record<string, string> = {
    'live/main.tf': main,
    'live/terraform.tfvars': at('values'),
    'live/name.txt': at('name'),
    'live/versions.tf': at('language'),
    'modules/net/main.tf': net,
    'modules/web/main.tf': web,
    'modules/store/main.tf': store,
    'modules/store/override.tf': at('override'),
    'modules/store/more.tf.json': at('json'),
  }
  return Object.fromEntries(Object.entries(files).filter(([, text]) => text !== ''))
}
