import { describe, expect, it } from 'vitest'
import { causesIn, problemsIn, readingOf, valuesIn } from '../testing.ts'

const head = 'Transform: AWS::Serverless-2016-10-31\n'

function typesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(readingOf(head + text).resources.map(({ address, type }) => [address, type]))
}

describe('functions of SAM', () => {
  it('are a Lambda function and the role that SAM makes for it', () => {
    const text =
      'Resources:\n  F:\n    Type: AWS::Serverless::Function\n    Properties: {InlineCode: x, Handler: h, VpcConfig: {SubnetIds: [s]}, Policies: AmazonS3ReadOnlyAccess}\n'
    const reading = readingOf(head + text)
    expect(typesOf(text)).toEqual({ F: 'AWS::Lambda::Function', FRole: 'AWS::IAM::Role' })
    expect(valuesIn(reading, 'F')).toMatchObject({ Code: { ZipFile: 'x' }, VpcConfig: { SubnetIds: ['s'] } })
    expect(causesIn(reading, 'F')).toEqual({ Role: [{ kind: 'computed', what: 'FRole.Arn' }] })
    expect(valuesIn(reading, 'FRole')).toMatchObject({
      ManagedPolicyArns: [
        'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole',
        'arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole',
        'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
      ],
    })
  })

  it('have no role of their own where one is named', () => {
    const text =
      'Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {InlineCode: x, Role: "arn:aws:iam::1:role/r"}}\n'
    expect(typesOf(text)).toEqual({ F: 'AWS::Lambda::Function' })
  })

  it('that everybody may call say so', () => {
    const text =
      'Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {Role: r, FunctionUrlConfig: {AuthType: NONE}}}\n'
    expect(valuesIn(readingOf(head + text), 'FUrlPublicPermissions')).toMatchObject({
      Action: 'lambda:InvokeFunctionUrl',
      FunctionUrlAuthType: 'NONE',
      Principal: '*',
    })
  })

  it('take from Globals what they do not say: maps are merged, lists joined, and the line that lost is kept', () => {
    const text = `Globals:
  Function: {Timeout: 5, Runtime: python3.12, Layers: [a], Environment: {Variables: {A: one, B: two}}}
Resources:
  F: {Type: AWS::Serverless::Function, Properties: {Role: r, Timeout: 9, Layers: [b], Environment: {Variables: {B: three}}}}
`
    const reading = readingOf(head + text)
    expect(valuesIn(reading, 'F')).toEqual({
      Environment: { Variables: { A: 'one', B: 'three' } },
      Layers: ['a', 'b'],
      Role: 'r',
      Runtime: 'python3.12',
      Timeout: 9,
    })
    const values = reading.resources[0]?.values
    const timeout = values?.kind === 'map' ? values.entries.get('Timeout') : undefined
    const [loser] = reading.origins.get(timeout?.origin ?? 0)?.losers ?? []
    const { start, end } = reading.origins.site(loser ?? 0)
    expect((head + text).slice(start, end)).toBe('5')
  })

  it.each([
    [
      'Api, Properties: {Path: /a, Method: get}',
      ['FEPermissionProd', 'ServerlessRestApi', 'ServerlessRestApiDeployment', 'ServerlessRestApiProdStage'],
    ],
    ['HttpApi', ['FEPermission', 'ServerlessHttpApi', 'ServerlessHttpApiApiGatewayDefaultStage']],
    ['SQS, Properties: {Queue: arn}', ['FE']],
    ['Kinesis, Properties: {Stream: arn, StartingPosition: LATEST}', ['FE']],
    ['SNS, Properties: {Topic: arn}', ['FE', 'FEPermission']],
    ['S3, Properties: {Bucket: !Ref B, Events: "s3:ObjectCreated:*"}', ['FEPermission']],
    ['Schedule, Properties: {Schedule: rate(1 day)}', ['FE', 'FEPermission']],
    ['EventBridgeRule, Properties: {Pattern: {source: [aws.ec2]}}', ['FE', 'FEPermission']],
  ])('with an event of %s have what calls them', (event, names) => {
    const text = `Resources:\n  F: {Type: AWS::Serverless::Function, Properties: {Role: r, Events: {E: {Type: ${event}}}}}\n  B: {Type: AWS::S3::Bucket}\n`
    const made = Object.keys(typesOf(text)).filter((name) => name !== 'F' && name !== 'B')
    expect(made).toEqual(names)
    expect(problemsIn(readingOf(head + text), head + text)).toEqual([])
  })
})

describe('other resources of SAM', () => {
  it('are tables, layers, APIs and machines', () => {
    const text = `Resources:
  T: {Type: AWS::Serverless::SimpleTable, Properties: {PrimaryKey: {Name: k, Type: Number}}}
  L: {Type: AWS::Serverless::LayerVersion, Properties: {ContentUri: {Bucket: b, Key: k}}}
  A: {Type: AWS::Serverless::Api, Properties: {StageName: live, EndpointConfiguration: REGIONAL}}
  M: {Type: AWS::Serverless::StateMachine, Properties: {Definition: {StartAt: x}, Type: EXPRESS}}
`
    const reading = readingOf(head + text)
    expect(valuesIn(reading, 'T')).toEqual({
      AttributeDefinitions: [{ AttributeName: 'k', AttributeType: 'N' }],
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'k', KeyType: 'HASH' }],
    })
    expect(valuesIn(reading, 'L')).toEqual({ Content: { S3Bucket: 'b', S3Key: 'k' }, LayerName: 'L' })
    expect(valuesIn(reading, 'A')).toEqual({ EndpointConfiguration: { Types: ['REGIONAL'] } })
    expect(valuesIn(reading, 'AliveStage')).toEqual({ StageName: 'live' })
    expect(valuesIn(reading, 'M')).toMatchObject({ StateMachineType: 'EXPRESS' })
  })

  it('stay as they are without the transform', () => {
    const text = 'Resources:\n  T: {Type: AWS::Serverless::SimpleTable}\n'
    expect(readingOf(text).resources.map(({ type }) => type)).toEqual(['AWS::Serverless::SimpleTable'])
  })
})
