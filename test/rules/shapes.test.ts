import { expect, it } from 'vitest'
import { providerTable } from '../../src/host/tables.ts'
import type { Live } from '../../src/model/live.ts'
import { at, items, textOf } from '../../src/rules/facts.ts'
import { shapes } from '../../src/shapes/index.ts'
import { livesOf, shapeTable } from '../../src/shapes/live.ts'
import { estateOf } from '../../src/engine/testing.ts'

it('companions made with for_each over their owners are tied by their keys', () => {
  const lives = livesIn(`
    resource "aws_s3_bucket" "data" {
      for_each = toset(["a", "b"])
      bucket   = each.key
    }
    resource "aws_s3_bucket_public_access_block" "data" {
      for_each = aws_s3_bucket.data
      bucket   = each.value.id
    }
  `)
  const parts = lives.map(({ madeOf }) => madeOf.map(({ resource }) => resource.address))
  expect(parts).toEqual([
    ['aws_s3_bucket.data["a"]', 'aws_s3_bucket_public_access_block.data["a"]'],
    ['aws_s3_bucket.data["b"]', 'aws_s3_bucket_public_access_block.data["b"]'],
  ])
})

it('so are those whose keys are not known', () => {
  const [bucket, ...more] = livesIn(`
    variable "names" {}
    resource "aws_s3_bucket" "data" {
      for_each = var.names
      bucket   = each.key
    }
    resource "aws_s3_bucket_public_access_block" "data" {
      for_each = aws_s3_bucket.data
      bucket   = each.value.id
    }
  `)
  expect(bucket?.madeOf.map(({ resource }) => resource.type)).toContain('aws_s3_bucket_public_access_block')
  expect(more).toEqual([])
})

it('a block without any of the lists that it is spread over is still an entry', () => {
  const [group] = livesIn(`
    resource "aws_security_group" "web" {
      ingress {
        from_port   = 443
        to_port     = 443
        protocol    = "tcp"
        cidr_blocks = ["10.0.0.0/8", "192.168.0.0/16"]
      }
      ingress {
        from_port = 22
        to_port   = 22
        protocol  = "tcp"
        self      = true
      }
    }
  `)
  const entries = group === undefined ? [] : items(at(group, 'SecurityGroupIngress'))
  expect(entries.map((entry) => [textOf(at(entry, 'FromPort')), textOf(at(entry, 'CidrIp'))])).toEqual([
    ['443', '10.0.0.0/8'],
    ['443', '192.168.0.0/16'],
    ['22', undefined],
  ])
})

it('blocks of several kinds are one list, and of two attributes the written one counts', () => {
  const [instance] = livesIn(`
    resource "aws_instance" "web" {
      user_data_base64 = "ZWNobw=="
      root_block_device {
        encrypted = true
      }
      ebs_block_device {
        device_name = "/dev/sdb"
      }
    }
  `)
  const disks = instance === undefined ? [] : items(at(instance, 'BlockDeviceMappings'))
  expect(disks.map((disk) => [textOf(at(disk, 'DeviceName')), textOf(at(disk, 'Ebs.Encrypted'))])).toEqual([
    [undefined, 'true'],
    ['/dev/sdb', undefined],
  ])
  expect(instance && textOf(at(instance, 'UserData'))).toBe('ZWNobw==')
})

it('a manifest is what it says, and itself where that is not known', () => {
  const [named, unnamed] = livesIn(`
    variable "given" {}
    resource "kubernetes_manifest" "a" {
      manifest = { apiVersion = "v1", kind = "Pod", metadata = { name = "web" } }
    }
    resource "kubernetes_manifest" "b" {
      manifest = var.given
    }
  `).toSorted((one, other) => one.address.localeCompare(other.address))
  expect([named?.type, unnamed?.type]).toEqual(['Pod', 'kubernetes_manifest'])
  expect(named && textOf(at(named, 'metadata.name'))).toBe('web')
})

function livesIn(text: string): readonly Live[] {
  const { readings } = estateOf({ 'main.tf': text }, { loadProviderTable: providerTable })
  return readings.flatMap((reading) => livesOf(reading, shapeTable(shapes)))
}
