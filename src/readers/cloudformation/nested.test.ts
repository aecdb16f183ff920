import { describe, expect, it } from 'vitest'
import { causesIn, firstOf, namedIn, problemsIn, readingsOf, valuesIn } from './testing.ts'

const root = `
Parameters:
  Stage: {Type: String, Default: dev}
Resources:
  Key: {Type: AWS::KMS::Key}
  Data:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./stacks/data.yaml
      Parameters: {Name: !Sub "data-\${Stage}", Key: !GetAtt Key.Arn}
  Queue:
    Type: AWS::SQS::Queue
    Properties: {QueueName: !GetAtt Data.Outputs.Name, KmsMasterKeyId: !GetAtt Data.Outputs.Bucket}
`
const data = `
Parameters:
  Name: {Type: String}
  Key: {Type: String}
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Properties: {BucketName: !Ref Name, Key: !Ref Key, Account: !Ref AWS::AccountId}
Outputs:
  Name: {Value: !Ref Bucket}
  Bucket: {Value: !GetAtt Bucket.Arn}
`

function calling(file: string): string {
  return `Resources:\n  Other: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: ${file}}}\n`
}

describe('nested stacks', () => {
  it('are read with what they are given, and are no roots of their own', () => {
    const files = { 'app.yaml': root, 'stacks/data.yaml': data }
    expect(readingsOf(files).map((one) => one.root)).toEqual(['app.yaml'])
    const reading = firstOf(files)
    expect(reading.resources.map(({ address, module }) => [address, module])).toEqual([
      ['Data', ''],
      ['Data.Bucket', 'Data'],
      ['Key', ''],
      ['Queue', ''],
    ])
    expect(valuesIn(reading, 'Data.Bucket')).toEqual({ BucketName: 'data-dev' })
    expect(causesIn(reading, 'Data.Bucket')).toEqual({
      Key: [{ kind: 'computed', what: 'Key.Arn' }],
      Account: [{ kind: 'data', what: 'AWS::AccountId' }],
    })
    expect(valuesIn(reading, 'Queue')).toEqual({ QueueName: 'data-dev' })
    expect(causesIn(reading, 'Queue')).toEqual({
      KmsMasterKeyId: [{ kind: 'computed', what: 'Data.Bucket.Arn' }],
    })
    expect(namedIn(reading, 'Data.Parameters.Name')).toBe('data-dev')
    expect(reading.diagnostics).toEqual([])
  })

  it('refer to what is around them, and it to what is in them', () => {
    const [reading] = readingsOf({ 'app.yaml': root, 'stacks/data.yaml': data })
    expect(reading?.references.map(({ from, to, path }) => `${from} > ${to} ${path}`).toSorted()).toEqual([
      'Data > Key Parameters.Key',
      'Data.Bucket > Key Key',
      'Queue > Data KmsMasterKeyId',
      'Queue > Data QueueName',
      'Queue > Data.Bucket KmsMasterKeyId',
      'Queue > Data.Bucket QueueName',
    ])
  })

  it('elsewhere are not known, and nothing is said of them', () => {
    const text = root.replace('./stacks/data.yaml', 'https://bucket.s3.amazonaws.com/data.yaml')
    const reading = firstOf({ 'app.yaml': text })
    expect(causesIn(reading, 'Queue')).toEqual({
      QueueName: [{ kind: 'computed', what: 'Data.Outputs.Name' }],
      KmsMasterKeyId: [{ kind: 'computed', what: 'Data.Outputs.Bucket' }],
    })
    expect(reading.diagnostics).toEqual([])
  })

  it.each([
    ['a template that is not there', root, {}, 'cloudformation/missing-template ./stacks/data.yaml'],
    [
      'a parameter that is not declared',
      root.replace('Name: !Sub', 'Nam: !Sub'),
      { 'stacks/data.yaml': data },
      'cloudformation/unknown-parameter Nam',
    ],
    [
      'an output that is not there',
      root.replace('Outputs.Bucket', 'Outputs.Buckets'),
      { 'stacks/data.yaml': data },
      'cloudformation/unknown-output !GetAtt Data.Outputs.Buckets',
    ],
    ['a stack in itself', root.replace('./stacks/data.yaml', 'app.yaml'), {}, 'cloudformation/cycle Data'],
  ])('say so of %s', (_, text, others, wanted) => {
    const [reading] = readingsOf({ 'app.yaml': text, ...others })
    expect(reading === undefined ? [] : problemsIn(reading, text)).toContain(wanted)
  })

  it('that call each other in a circle end, and one of them is the root', () => {
    const readings = readingsOf({ 'a.yaml': calling('b.yaml'), 'b.yaml': calling('a.yaml') })
    expect(readings.map((one) => one.root)).toEqual(['a.yaml'])
    expect(readings[0]?.diagnostics.map(({ code }) => code)).toEqual(['cloudformation/cycle'])
  })
})
