import { describe, expect, it } from 'vitest'
import type { DangerousEdit, EditBlast } from '../../model/blast.ts'
import { planRules } from '../../rules/plan/index.ts'
import { estateOf } from '../testing.ts'
import { blastBetween } from './edit.ts'

type Files = Readonly<Record<string, string>>

/** What it takes from some files to others of the same names. */
function blast(before: Files, after: Files): EditBlast {
  return blastBetween(estateOf(before).readings, estateOf({ ...before, ...after }).readings, planRules)
}

/** The rule, what it is about, what is done to it, and the line. */
function told(before: Files, after: Files): readonly string[] {
  const text = { ...before, ...after }
  return blast(before, after).dangers.map(
    (one) => `${one.rule} ${one.address} ${one.action} ${lineOf(one, text)}`,
  )
}

function lineOf({ span }: DangerousEdit, files: Files): string {
  const text = files[span.file] ?? ''
  const start = text.lastIndexOf('\n', span.start - 1) + 1
  return text.slice(start, text.indexOf('\n', span.start)).trim()
}

/** Who uses it, with how far away. */
function users(before: Files, after: Files): readonly string[] {
  return blast(before, after).dependents.map(({ address, distance }) => `${distance} ${address}`)
}

function table(name: string, more = ''): Files {
  const text = `AWSTemplateFormatVersion: '2010-09-09'
Resources:
  Orders:
    Type: AWS::DynamoDB::Table
${more}    Properties:
${name}      BillingMode: PAY_PER_REQUEST
`
  return { 't.yaml': text }
}

describe('what an edit of Terraform does', () => {
  it('is a replacement only where that is known of the argument', () => {
    expect(told(database('postgres'), database('mysql'))).toEqual([
      'plan/replaces-data aws_db_instance.main replace engine   = "mysql"',
    ])
    const resized = { ...database('postgres', '  port = 5433\n') }
    expect(blast(database('postgres', '  port = 5432\n'), resized)).toEqual({
      counts: { created: 0, changed: 1, replaced: 0, destroyed: 0 },
      dangers: [],
      dependents: [],
    })
  })

  it('takes an argument that nobody wrote for its default, where that is documented', () => {
    const encrypted = '  storage_encrypted = true\n'
    expect(told(database('postgres'), database('postgres', encrypted))).toEqual([
      'plan/replaces-data aws_db_instance.main replace storage_encrypted = true',
    ])
    expect(told(database('postgres', encrypted), database('postgres'))).toHaveLength(1)
    const plain = '  storage_encrypted = false\n'
    expect(blast(database('postgres'), database('postgres', plain)).counts).toMatchObject({ replaced: 0 })
    const copy = '  snapshot_identifier = "monday"\n'
    expect(told(database('postgres', copy), database('postgres', copy + encrypted))).toEqual([])
  })

  it('lets what the service has given stay where its argument is deleted', () => {
    const encrypted = home('  encrypted = true\n')
    expect(blast(home(''), encrypted).counts).toMatchObject({ replaced: 1 })
    expect(blast(encrypted, home('')).counts).toMatchObject({ changed: 1, replaced: 0 })
  })

  it('is no replacement where the provider takes both values for the same', () => {
    expect(told(vault('West Europe'), vault('westeurope'))).toEqual([])
    expect(told(vault('West Europe'), vault('northeurope'))).toHaveLength(1)
    const whole = 'projects/p/zones/europe-west1-b'
    expect(told(disk('europe-west1-b'), disk(whole))).toEqual([])
    expect(told(disk('europe-west1-c'), disk(whole))).toHaveLength(1)
    expect(told(database('postgres'), database('Postgres'))).toEqual([])
  })

  it('is nothing where ignore_changes leaves it, and no replacement where the value is not known', () => {
    const ignored = '  lifecycle {\n    ignore_changes = [engine]\n  }\n'
    expect(blast(database('postgres', ignored), database('mysql', ignored)).counts.changed).toBe(0)
    const unknown = {
      'main.tf': `${database('"')['main.tf']?.replace('"""', 'var.engine') ?? ''}variable "engine" {}\n`,
    }
    expect(blast(database('postgres'), unknown).counts).toMatchObject({ changed: 1, replaced: 0 })
  })

  it('destroys what a smaller count takes away, and what another key is given anew', () => {
    expect(told(volumes(2), volumes(1))).toEqual([
      'plan/destroys-data aws_ebs_volume.data[1] destroy resource "aws_ebs_volume" "data" {',
    ])
    const [one] = blast(volumes(2), volumes(1)).dangers
    expect(one?.message).toContain('count is smaller now')
  })

  it('opens a firewall at the line that says so', () => {
    expect(told(group('10.0.0.0/8'), group('0.0.0.0/0'))).toEqual([
      'plan/opens-firewall aws_security_group.db update cidr_blocks = ["0.0.0.0/0"]',
    ])
    expect(told(group('0.0.0.0/0'), group('10.0.0.0/8'))).toEqual([])
  })

  it('creates nothing where an import block brings in what runs', () => {
    const empty = { 'main.tf': 'locals {\n  a = 1\n}\n' }
    const adopted = `${empty['main.tf']}import {\n  to = aws_s3_bucket.it\n  id = "it"\n}\nresource "aws_s3_bucket" "it" {\n  bucket = "it"\n}\n`
    expect(blast(empty, { 'main.tf': adopted }).counts).toMatchObject({ created: 0, changed: 0 })
  })
})

describe('what an edit of a cluster does', () => {
  it('is told by the rules about plans, in the words of the object', () => {
    expect(told(service('ClusterIP'), service('LoadBalancer'))).toEqual([
      'plan/publishes Service/db update type: LoadBalancer',
    ])
    expect(blast(service('ClusterIP'), service('LoadBalancer')).dangers[0]).toMatchObject({
      path: 'spec.type',
      danger: 'exposure',
    })
  })

  it('takes away access with a binding, and data with a claim', () => {
    const claim = 'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata:\n  name: data\n'
    expect(
      told(
        { 'a.yaml': `${binding('keep')}---\n${binding('go')}---\n${claim}` },
        { 'a.yaml': binding('keep') },
      ),
    ).toEqual([
      'plan/destroys-data PersistentVolumeClaim/data destroy ',
      'plan/removes-access RoleBinding/shop/go destroy ',
    ])
  })
})

describe('what an edit of CloudFormation does', () => {
  it('destroys data, but for what its policy keeps', () => {
    expect(told(template(bucket('')), template(''))).toEqual(['plan/destroys-data Models destroy '])
    expect(told(template(bucket('    DeletionPolicy: Retain\n')), template(''))).toEqual([])
  })

  it('is a replacement of CloudFormation where its specification says so, and keeps what its policy keeps', () => {
    const [orders, sales] = ['orders', 'sales'].map((one) => `      TableName: ${one}\n`)
    const replaced = ['plan/replaces-data Orders replace Orders:']
    expect(told(table(orders ?? ''), table(sales ?? ''))).toEqual(replaced)
    expect(told(table(''), table(sales ?? ''))).toEqual(replaced)
    expect(told(table(orders ?? ''), table(orders ?? '', '    DeletionPolicy: Retain\n'))).toEqual([])
    const kept = '    UpdateReplacePolicy: Retain\n'
    expect(blast(table(orders ?? '', kept), table(sales ?? '', kept))).toMatchObject({
      counts: { created: 1, replaced: 0, destroyed: 0 },
      dangers: [],
    })
    const unknown = '      TableName: !ImportValue name\n'
    expect(told(table(orders ?? ''), table(unknown))).toEqual([])
  })

  it('opens what Terraform would open by the same', () => {
    expect(told(stackGroup('10.0.0.0/8'), stackGroup('0.0.0.0/0'))).toEqual([
      'plan/opens-firewall Db update Db:',
    ])
  })
})

describe('what depends on an edit', () => {
  it('is found through references, and across roots by the name of a thing of the cloud', () => {
    expect(users(storing(1), storing(2))).toEqual([
      '1 ConfigMap/serve',
      '1 Deployment/serve',
      '1 aws_s3_bucket_policy.models',
    ])
  })

  it('is nothing where nobody uses it', () => {
    const only = { 'main.tf': 'resource "aws_sqs_queue" "q" {\n  delay_seconds = 1\n}\n' }
    const slower = { 'main.tf': 'resource "aws_sqs_queue" "q" {\n  delay_seconds = 2\n}\n' }
    expect(blast(only, slower)).toMatchObject({ dangers: [], dependents: [] })
  })

  it('is who calls a service whose settings change', () => {
    expect(users(shop(1), shop(2))).toEqual(['1 Deployment/front', '1 Service/pay'])
  })
})

function workload(name: string, env: string): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata:
  name: ${name}
spec:
  selector:
    matchLabels:
      app: ${name}
  template:
    metadata:
      labels:
        app: ${name}
    spec:
      containers:
        - name: ${name}
          image: acme/${name}:1
${env}`
}

function database(engine: string, more = ''): Files {
  return {
    'main.tf': `resource "aws_db_instance" "main" {
  engine   = "${engine}"
  password = "x"
${more}}
`,
  }
}

function volumes(count: number): Files {
  return {
    'main.tf': `resource "aws_ebs_volume" "data" {\n  count = ${count}\n  size  = 10\n}\n`,
  }
}

function group(range: string): Files {
  return {
    'main.tf': `resource "aws_security_group" "db" {
  ingress {
    from_port   = 5432
    to_port     = 5432
    protocol    = "tcp"
    cidr_blocks = ["${range}"]
  }
}
`,
  }
}

function service(type: string): Files {
  return {
    'db.yaml': `apiVersion: v1
kind: Service
metadata:
  name: db
spec:
  type: ${type}
  ports:
    - port: 5432
`,
  }
}

function binding(name: string): string {
  return `apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: ${name}
  namespace: shop
subjects:
  - kind: User
    name: anna
roleRef:
  kind: Role
  name: reader
`
}

function storing(days: number): Files {
  return {
    'infra/main.tf': `resource "aws_s3_bucket" "models" {
  bucket = "acme-models"
  tags   = { days = "${days}" }
}
resource "aws_s3_bucket_policy" "models" {
  bucket = aws_s3_bucket.models.id
}
resource "aws_sqs_queue" "other" {
  name = "other"
}
`,
    'k8s/serve.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: serve
data:
  MODEL: s3://acme-models/latest
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: serve
spec:
  selector:
    matchLabels:
      app: serve
  template:
    metadata:
      labels:
        app: serve
    spec:
      containers:
        - name: serve
          image: acme/serve:1
          envFrom:
            - configMapRef:
                name: serve
`,
  }
}

function shop(size: number): Files {
  return {
    'shop.yaml': `${workload('pay', `          env:\n            - name: POOL\n              value: "${size}"\n`)}---
apiVersion: v1
kind: Service
metadata:
  name: pay
spec:
  selector:
    app: pay
  ports:
    - port: 80
---
${workload('front', '          env:\n            - name: PAY_URL\n              value: http://pay:80\n')}`,
  }
}

function template(resources: string): Files {
  return {
    'stack.yaml': `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Topic:
    Type: AWS::SNS::Topic
${resources}`,
  }
}

function bucket(policy: string): string {
  return `  Models:\n    Type: AWS::S3::Bucket\n${policy}    Properties:\n      BucketName: models\n`
}

function stackGroup(range: string): Files {
  return template(`  Db:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: db
      SecurityGroupIngress:
        - IpProtocol: tcp
          FromPort: 5432
          ToPort: 5432
          CidrIp: ${range}
`)
}

function home(rest: string): Files {
  return { 'main.tf': `resource "aws_efs_file_system" "home" {\n  creation_token = "home"\n${rest}}\n` }
}

function vault(location: string): Files {
  return {
    'main.tf': `resource "azurerm_key_vault" "keys" {\n  name     = "keys"\n  location = "${location}"\n}\n`,
  }
}

function disk(zone: string): Files {
  return {
    'main.tf': `resource "google_compute_disk" "data" {\n  name = "data"\n  zone = "${zone}"\n}\n`,
  }
}
