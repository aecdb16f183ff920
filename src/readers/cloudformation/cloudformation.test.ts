import { describe, expect, it } from 'vitest'
import { causesIn, namedIn, problemsIn, readingOf, readingsOf, valuesIn } from './testing.ts'

function template(more: string): string {
  return `Parameters:\n  Env: {Type: String${more}}\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    Properties: {QueueName: !Ref Env}\n`
}

describe('finding templates', () => {
  it('takes YAML and JSON that says it is one, or has resources of AWS, and nothing else', () => {
    const readings = readingsOf({
      'a.yaml': 'AWSTemplateFormatVersion: 2010-09-09\nResources: {}\n',
      'b.yml': 'Resources:\n  Q:\n    Type: AWS::SQS::Queue\n',
      'c.json': '{"Resources": {"Q": {"Type": "Custom::Thing"}}}',
      'd.template': '{"Resources": {"Q": {"Type": "AWS::SQS::Queue"}}}',
      'deployment.yaml': 'apiVersion: v1\nkind: ConfigMap\ndata:\n  a: "Resources AWS::S3::Bucket"\n',
      'package.json': '{"Resources": "AWS::Nothing"}',
      'notes.md': 'AWSTemplateFormatVersion',
      'node_modules/x/t.yaml': 'AWSTemplateFormatVersion: 2010-09-09\n',
    })
    expect(readings.map(({ root }) => root)).toEqual(['a.yaml', 'b.yml', 'c.json', 'd.template'])
  })

  it('reads one variant for each parameter file, and the defaults where they are enough', () => {
    const files = {
      'parameters/dev.json': '[{"ParameterKey": "Env", "ParameterValue": "d"}]',
      'parameters/prod.json': '{"Parameters": {"Env": "p"}}',
      'parameters/other.json': '{"Parameters": {"Else": "p"}}',
    }
    const needed = readingsOf({ ...files, 't.yaml': template('') })
    expect(needed.map((one) => [one.variant, valuesIn(one, 'Q')])).toEqual([
      ['dev', { QueueName: 'd' }],
      ['prod', { QueueName: 'p' }],
    ])
    const given = readingsOf({ ...files, 't.yaml': template(', Default: x') })
    expect(given.map((one) => [one.variant, valuesIn(one, 'Q')])).toEqual([
      ['', { QueueName: 'x' }],
      ['dev', { QueueName: 'd' }],
      ['prod', { QueueName: 'p' }],
    ])
  })

  it('keeps the parameter file of one template from its neighbour', () => {
    const text = 'Parameters:\n  A: {Type: String, Default: x}\nResources:\n  Q: {Type: AWS::SQS::Queue}\n'
    const readings = readingsOf({
      'app.yaml': text,
      'app.parameters.json': '[{"ParameterKey": "A", "ParameterValue": "y"}]',
      'net.yaml': text,
    })
    expect(readings.map(({ root, variant }) => `${root}@${variant}`)).toEqual([
      'app.yaml@',
      'app.yaml@app',
      'net.yaml@',
    ])
  })
})

describe('parameters', () => {
  const text = [
    'Parameters:',
    '  Name: {Type: String}',
    '  Size: {Type: Number, Default: "5"}',
    '  List: {Type: CommaDelimitedList, Default: "a, b"}',
    '  Ami: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /ami/x}',
    '  Key: {Type: String, NoEcho: true, Default: hunter2}',
    'Resources:',
    '  R:',
    '    Type: Custom::R',
    '    Properties: {Name: !Ref Name, Size: !Ref Size, List: !Ref List, Ami: !Ref Ami, Key: !Ref Key, Region: !Ref AWS::Region, No: !Ref AWS::NoValue}',
  ].join('\n')

  it('have their types; what nobody gives is unknown because of them', () => {
    const reading = readingOf(text)
    expect(valuesIn(reading, 'R')).toEqual({ Size: 5, List: ['a', 'b'], Key: '(sensitive)' })
    expect(causesIn(reading, 'R')).toEqual({
      Name: [{ kind: 'variable', what: 'Parameters.Name' }],
      Ami: [{ kind: 'data', what: 'ssm:/ami/x' }],
      Region: [{ kind: 'data', what: 'AWS::Region' }],
    })
  })

  it('are given on the command line, pseudo parameters too', () => {
    const reading = readingOf(text, [
      { kind: 'option', name: 'Name', text: 'one' },
      { kind: 'option', name: 'Name', text: 'two' },
      { kind: 'option', name: 'AWS::Region', text: 'cn-north-1' },
    ])
    expect(valuesIn(reading, 'R')).toMatchObject({ Name: 'two', Region: 'cn-north-1' })
  })

  it('must be one of the allowed values', () => {
    const wrong =
      'Parameters:\n  Env: {Type: String, Default: dve, AllowedValues: [dev, prod]}\nResources: {Q: {Type: AWS::SQS::Queue}}'
    expect(problemsIn(readingOf(wrong), wrong)).toEqual(['cloudformation/invalid-value dve'])
  })
})

describe('functions', () => {
  const head = [
    'Transform: AWS::LanguageExtensions',
    'Parameters:',
    '  Env: {Type: String, Default: dev}',
    '  Open: {Type: String}',
    'Mappings:',
    '  M: {dev: {cidr: 10.0.0.0/16, zones: [a, b]}}',
    'Conditions:',
    '  Yes: !Equals [!Ref Env, dev]',
    '  No: !Not [!Condition Yes]',
    '  Perhaps: !Equals [!Ref Open, x]',
    '  Never: !And [!Condition Perhaps, !Condition No]',
    '  Always: !Or [!Condition Perhaps, {Condition: Yes}]',
    'Resources:',
    '  B: {Type: AWS::S3::Bucket, Properties: {BucketName: !Sub "b-${Env}"}}',
    '  N: {Type: AWS::S3::Bucket}',
    '  R:',
    '    Type: Custom::R',
    '    Properties:',
    '      V: ',
  ].join('\n')
  const valueOf = (expression: string): unknown => {
    const reading = readingOf(head + expression)
    return { ...(valuesIn(reading, 'R') as object), ...(causesIn(reading, 'R') as object) }
  }

  it.each([
    ['!Ref B', 'b-dev'],
    ['!Sub "${Env}"', 'dev'],
    ['!Sub "a-${Env}-${!Env}"', 'a-dev-${Env}'],
    ['!Sub ["${x}/${Env}", {x: !Ref B}]', 'b-dev/dev'],
    ['{"Fn::Sub": "${B}"}', 'b-dev'],
    ['!Join [".", [a, !Ref Env, !Ref "AWS::NoValue", 1]]', 'a.dev.1'],
    ['!Split [",", "a,b,,c"]', ['a', 'b', '', 'c']],
    ['!Select [1, [a, b]]', 'b'],
    ['!Select ["0", !Split ["-", !Ref B]]', 'b'],
    ['!FindInMap [M, !Ref Env, cidr]', '10.0.0.0/16'],
    ['!FindInMap [M, prod, cidr, {DefaultValue: none}]', 'none'],
    ['!Select [0, !FindInMap [M, !Ref Env, zones]]', 'a'],
    ['!Select [1, !Cidr [!FindInMap [M, dev, cidr], 2, 8]]', '10.0.1.0/24'],
    ['!Select [2, !Cidr ["2001:db8::/56", 3, 64]]', '2001:db8:0:2::/64'],
    ['!Base64 "a b"', 'YSBi'],
    ['{"Fn::Base64": {"Fn::Sub": "${Env}"}}', 'ZGV2'],
    ['!Length [1, 2]', 2],
    ['!ToJsonString {a: [1, true, !Ref Env]}', '{"a":[1,true,"dev"]}'],
    ['!If [Yes, 1, 2]', 1],
    ['!If [No, 1, 2]', 2],
    ['!If [Never, 1, 2]', 2],
    ['!If [Always, {a: !Ref Env}, 2]', { a: 'dev' }],
    ['[1, !If [No, 2, !Ref "AWS::NoValue"], 3]', [1, 3]],
  ])('%s is known', (expression, value) => {
    expect(valueOf(expression)).toEqual({ V: value })
  })

  it.each([
    ['!Ref N', [{ kind: 'computed', what: 'N' }]],
    ['!GetAtt N.Arn', [{ kind: 'computed', what: 'N.Arn' }]],
    ['!GetAtt [N, Arn]', [{ kind: 'computed', what: 'N.Arn' }]],
    ['!Sub "${N.Arn}/*"', [{ kind: 'computed', what: 'N.Arn' }]],
    [
      '!Sub "${AWS::Region}-${Open}"',
      [
        { kind: 'data', what: 'AWS::Region' },
        { kind: 'variable', what: 'Parameters.Open' },
      ],
    ],
    ['!If [Perhaps, 1, 2]', [{ kind: 'variable', what: 'Parameters.Open' }]],
    ['!ImportValue net', [{ kind: 'elsewhere', what: 'Fn::ImportValue net' }]],
    ['!GetAtt Missing.Arn', [{ kind: 'computed', what: 'Missing.Arn' }]],
    ['!Select [0, !GetAZs ""]', [{ kind: 'data', what: 'Fn::GetAZs AWS::Region' }]],
    ['{"Fn::Transform": {Name: AWS::Include}}', [{ kind: 'elsewhere', what: 'Fn::Transform AWS::Include' }]],
    ['"{{resolve:ssm-secure:p:1}}"', [{ kind: 'data', what: 'resolve:ssm-secure:p:1' }]],
  ])('%s waits for what is missing', (expression, because) => {
    expect(valueOf(expression)).toEqual({ V: because })
  })

  it.each([
    ['!Ref Evn', 'cloudformation/unknown-reference !Ref Evn'],
    ['!Join [a]', 'cloudformation/invalid-arguments !Join'],
    ['!Select [5, [a]]', 'cloudformation/invalid-arguments !Select'],
    ['!FindInMap [M, prod, cidr]', 'cloudformation/unknown-mapping !FindInMap'],
    ['!If [Yse, 1, 2]', 'cloudformation/unknown-condition Yse'],
    ['!Cidr [10.0.0.0/30, 8, 8]', 'cloudformation/invalid-arguments !Cidr'],
    ['!Subb x', 'cloudformation/unknown-function !Subb'],
    ['{"Fn::If": [Yes, 1, 2], b: 1}', 'cloudformation/invalid-arguments "Fn::If"'],
    ['!GetAtt X.Arn', 'cloudformation/unknown-reference !GetAtt X.Arn'],
    ['!Sub "${Nope}"', 'cloudformation/unknown-reference "${Nope}"'],
  ])('%s is a problem with a place', (expression, wanted) => {
    const text = head + expression
    expect(problemsIn(readingOf(text), text)).toEqual([wanted])
  })

  it('keeps the known pieces of a text that is not known, in base 64 too', () => {
    const { resources } = readingOf(`${head}!Base64 {"Fn::Sub": "echo \${AWS::Region} \${Env}"}`)
    const values = resources.find(({ address }) => address === 'R')?.values
    const value = values?.kind === 'map' ? values.entries.get('V') : undefined
    const inner =
      value?.kind === 'unknown' && value.outline?.kind === 'base64' ? value.outline.value : undefined
    const outline = inner?.kind === 'unknown' ? inner.outline : undefined
    expect(outline?.kind === 'text' ? outline.parts.filter((part) => typeof part === 'string') : []).toEqual([
      'echo ',
      ' dev',
    ])
  })

  it('says which name was meant', () => {
    expect(readingOf(`${head}!Ref Evn`).diagnostics[0]?.detail).toContain('Did you mean "Env"?')
  })
})

describe('resources', () => {
  const text = `
Conditions:
  Off: !Equals [a, b]
  Unknown: !Equals [!Ref AWS::Region, eu-west-1]
Resources:
  Gone: {Type: AWS::SQS::Queue, Condition: Off}
  Perhaps: {Type: AWS::SQS::Queue, Condition: Unknown}
  B:
    Type: AWS::S3::Bucket
    DeletionPolicy: Retain
    DependsOn: Perhaps
    Metadata: {a: 1}
  P:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref B
      List: [x, !Sub "\${B.Arn}/*"]
      Not: !If [Off, !Ref Perhaps, 1]
Outputs:
  Name: {Value: !GetAtt B.Arn}
  Gone: {Condition: Off, Value: 1}
`

  it('exist unless their condition is false', () => {
    const { resources, origins } = readingOf(text)
    expect(resources.map(({ address }) => address)).toEqual(['B', 'P', 'Perhaps'])
    const under = origins.under(resources.find(({ address }) => address === 'Perhaps')?.values.origin ?? 0)
    const { start, end } = origins.site(under)
    expect(text.slice(start, end)).toBe('Unknown')
  })

  it('have a place, a type, and what is said beside their properties', () => {
    const b = readingOf(text).resources.find(({ address }) => address === 'B')
    expect(b).toMatchObject({ type: 'AWS::S3::Bucket', name: 'B', provider: 'aws', module: '' })
    expect(text.slice(b?.span.start, b?.span.end)).toBe('B')
    expect(b?.settings?.kind === 'map' ? [...b.settings.entries.keys()] : []).toEqual([
      'DeletionPolicy',
      'DependsOn',
      'Metadata',
    ])
  })

  it('refer to each other with every mention that holds', () => {
    expect(readingOf(text).references.map(({ from, to, path }) => `${from} ${to} ${path}`)).toEqual([
      'B Perhaps DependsOn',
      'P B Bucket',
      'P B List[1]',
    ])
  })

  it('are outputs with their conditions', () => {
    expect(
      readingOf(text)
        .named.filter(({ kind }) => kind === 'output')
        .map(({ name }) => name),
    ).toEqual(['Name'])
  })
})

describe('templates that are not finished', () => {
  it('are read as they are written where a macro runs first, and nothing in them is an error', () => {
    const text =
      'Transform: [Count]\nResources:\n  Q:\n    Type: AWS::SQS::Queue\n    Count: 3\n    Properties: {QueueName: !Ref Made}\n'
    expect(readingOf(text).diagnostics.map(({ code, severity }) => `${severity} ${code}`)).toEqual([
      'warning cloudformation/macro-not-run',
      'warning cloudformation/invalid-resource',
      'warning cloudformation/unknown-reference',
    ])
  })

  it.each([
    [
      'a section that there is not',
      'Resource: {}\nResources: {Q: {Type: AWS::SQS::Queue}}',
      'cloudformation/invalid-section Resource',
    ],
    [
      'a resource without a type',
      'Resources: {Q: {Type: AWS::SQS::Queue}, R: {Properties: {}}}',
      'cloudformation/invalid-resource R',
    ],
    [
      'an attribute that there is not',
      'Resources: {Q: {Type: AWS::SQS::Queue, Propertys: {}}}',
      'cloudformation/invalid-resource Propertys',
    ],
    [
      'properties that are a list',
      'Resources: {Q: {Type: AWS::SQS::Queue, Properties: [a]}}',
      'cloudformation/invalid-resource [a]',
    ],
    [
      'a wrong DependsOn',
      'Resources: {Q: {Type: AWS::SQS::Queue, DependsOn: [X]}}',
      'cloudformation/unknown-reference X',
    ],
    [
      'a key twice',
      'Resources:\n  Q: {Type: AWS::SQS::Queue}\n  Q: {Type: AWS::SQS::Queue}\n',
      'yaml/duplicate-key Q',
    ],
    [
      'a parameter without a type',
      'Parameters: {P: {Default: 1}}\nResources: {Q: {Type: AWS::SQS::Queue}}',
      'cloudformation/invalid-parameter P',
    ],
  ])('say so of %s, and the rest is read', (_, text, wanted) => {
    const reading = readingOf(text)
    expect(problemsIn(reading, text)).toEqual([wanted])
    expect(reading.resources.map(({ address }) => address)).toContain('Q')
  })

  it('say so where nothing can be made of the file', () => {
    const text = 'AWSTemplateFormatVersion 2010-09-09\nResources\n'
    expect(readingOf(text).diagnostics.map(({ code }) => code)).toContain('cloudformation/not-a-template')
  })
})

describe('YAML', () => {
  it('may have anchors, aliases and merges, whose own entries win', () => {
    const text = `
Resources:
  A:
    Type: AWS::SQS::Queue
    Properties: &shared
      DelaySeconds: 5
      KmsMasterKeyId: !Ref K
  K: {Type: AWS::KMS::Key}
  B:
    Type: AWS::SQS::Queue
    Properties:
      DelaySeconds: 9
      <<: *shared
  C: {Type: AWS::SQS::Queue, Properties: *shared}
`
    const reading = readingOf(text)
    expect(valuesIn(reading, 'B')).toEqual({ DelaySeconds: 9 })
    expect(causesIn(reading, 'B')).toEqual({ KmsMasterKeyId: [{ kind: 'computed', what: 'K' }] })
    expect(valuesIn(reading, 'C')).toEqual({ DelaySeconds: 5 })
    expect(reading.references.map(({ from, to }) => `${from} ${to}`)).toEqual(['A K', 'B K', 'C K'])
  })

  it('keeps dates, versions and account numbers as they are written', () => {
    const text =
      'Resources:\n  R: {Type: Custom::R, Properties: {Version: 2012-10-17, Account: 012345678901, No: !Sub 1.10, On: on}}\n'
    expect(valuesIn(readingOf(text), 'R')).toEqual({
      Version: '2012-10-17',
      Account: '012345678901',
      No: '1.10',
      On: true,
    })
  })
})

describe('loops', () => {
  const text = `
Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList, Default: "alpha,be-ta"}
Resources:
  Fn::ForEach::Topics:
    - Name
    - !Ref Names
    - Topic&{Name}:
        Type: AWS::SNS::Topic
        Properties:
          TopicName: !Join [".", [!Ref Name, fifo]]
          DisplayName: The \${Name}
          Fn::ForEach::Inner:
            - Key
            - [X, Y]
            - \${Key}\${Name}: !Sub "\${Key}-\${Name}"
Outputs:
  Fn::ForEach::Out:
    - Name
    - [alpha]
    - Arn\${Name}: {Value: !GetAtt "Topic\${Name}.TopicArn"}
`

  it('make what they say for each item', () => {
    const reading = readingOf(text)
    expect(reading.resources.map(({ address }) => address)).toEqual(['Topicalpha', 'Topicbeta'])
    expect(valuesIn(reading, 'Topicbeta')).toEqual({
      TopicName: 'be-ta.fifo',
      DisplayName: 'The be-ta',
      'Xbe-ta': 'X-be-ta',
      'Ybe-ta': 'Y-be-ta',
    })
    expect(namedIn(reading, 'Outputs.Arnalpha')).toBeUndefined()
    expect(reading.diagnostics).toEqual([])
  })

  it('that multiply end with a problem', () => {
    let inner = '"${A}${B}${C}${D}": {"Type": "AWS::SQS::Queue"}'
    const list = JSON.stringify(Array.from({ length: 200 }, (_, at) => `x${at}`))
    for (const name of ['A', 'B', 'C', 'D'])
      inner = `"Fn::ForEach::${name}": ["${name}", ${list}, {${inner}}]`
    const bomb = `{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {${inner}}}`
    expect(readingOf(bomb).diagnostics.map(({ code }) => code)).toContain('cloudformation/too-many')
  })
})
