import { loadAwsServiceSpec } from '@aws-cdk/aws-service-spec'
import { expect, it } from 'vitest'
import { forcingProperties } from '../src/rules/plan/forcing-cloudformation.ts'
import { shapes } from '../src/shapes/index.ts'
import type { Field, Fields } from '../src/shapes/shape.ts'

/** What the tables call AWS's properties is what CloudFormation's schema calls them. */

/** Places that live APIs have and the schema hasn't, and why the tables have them. */
const beside: Readonly<Record<string, string>> = {
  'AWS::S3::Bucket Policy': 'Older Terraform writes the policy at the bucket; GetBucketPolicy has it.',
  'AWS::S3::Bucket Grants': 'GetBucketAcl has them; CloudFormation knows canned lists only.',
  'AWS::S3::Bucket VersioningConfiguration.MfaDelete': 'GetBucketVersioning has it.',
  'AWS::SQS::Queue Policy': 'Older Terraform writes the policy at the queue; GetQueueAttributes has it.',
  'AWS::EC2::NetworkAcl Entries':
    'DescribeNetworkAcls has them in the list; CloudFormation has a resource each.',
  'AWS::EC2::RouteTable Routes':
    'DescribeRouteTables has them in the table; CloudFormation has a resource each.',
}

const database = await loadAwsServiceSpec()
const resources = database.all('resource')

const said = shapes.flatMap(({ owners, companions, defaults }) => [
  ...owners.flatMap(({ to, fields }) => placesOf(to, '', fields)),
  ...companions.flatMap(({ to, place, fields, over = {} }) =>
    placesOf(to, place.replace('[]', ''), { ...fields, ...over }),
  ),
  ...Object.entries(defaults).flatMap(([to, paths]) => Object.keys(paths).map((path) => ({ to, path }))),
])
const aws = said.filter(({ to }) => to.startsWith('AWS::'))
const types = [...new Set(aws.map(({ to }) => to))].toSorted()

it.each(types)('%s has the properties that the tables name', (type) => {
  const paths = aws.filter(({ to }) => to === type).map(({ path }) => path)
  expect(paths.filter((path) => !isBeside(type, path) && !exists(type, path))).toEqual([])
})

it('every exception is of a property that a table names and the schema has not', () => {
  const used = Object.keys(beside).filter((one) => {
    const [type = '', path = ''] = one.split(' ')
    return aws.some(({ to, path: other }) => to === type && isAt(other, path)) && !exists(type, path)
  })
  expect(used).toEqual(Object.keys(beside))
})

it('what makes a resource of CloudFormation anew is what its specification says', () => {
  const owners = new Set(shapes.flatMap(({ owners: all }) => all.map(({ to }) => to)))
  const specified = resources
    .filter(({ cloudFormationType: type }) => owners.has(type))
    .map(({ cloudFormationType: type, properties }) => {
      const names = Object.entries(properties).filter(
        ([, { causesReplacement }]) => causesReplacement === 'yes',
      )
      return [
        type,
        names
          .map(([name]) => name)
          .toSorted()
          .join(' '),
      ] as const
    })
    .filter(([, names]) => names !== '')
  expect(forcingProperties).toEqual(Object.fromEntries(specified))
})

interface Place {
  readonly to: string
  readonly path: string
}

function placesOf(to: string, above: string, fields: Fields): readonly Place[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const path = above === '' ? name : `${above}.${name}`
    return [{ to, path }, ...insideOf(to, path, field)]
  })
}

function insideOf(to: string, path: string, field: Field): readonly Place[] {
  if (typeof field === 'string') return []
  if ('joined' in field) return field.joined.flatMap((one) => insideOf(to, path, one))
  if ('each' in field) return placesOf(to, path, field.of)
  if ('spread' in field) return placesOf(to, path, { ...field.over, ...field.of })
  if ('item' in field) return placesOf(to, path, field.item)
  return []
}

function isBeside(type: string, path: string): boolean {
  return Object.keys(beside).some((one) => {
    const [exempt, place = ''] = one.split(' ')
    return exempt === type && isAt(path, place)
  })
}

function isAt(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}.`)
}

/** Whether the schema has a path; lists are stepped through, and what has no schema of its own has everything. */
function exists(type: string, path: string): boolean {
  const [resource] = database.lookup('resource', 'cloudFormationType', 'equals', type)
  let here: Properties | 'open' | undefined = resource?.properties
  for (const step of path.split('.')) {
    if (here === 'open') return true
    const property: Property | undefined = here?.[step]
    if (property === undefined) return false
    here = below(property.type)
  }
  return true
}

type Properties = (typeof resources)[number]['properties']
type Property = Properties[string]

function below(type: Property['type']): Properties | 'open' | undefined {
  if (type.type === 'array' || type.type === 'map') return below(type.element)
  if (type.type === 'ref') return database.get('typeDefinition', type.reference.$ref).properties
  if (type.type === 'json' || type.type === 'union') return 'open'
  return undefined
}
