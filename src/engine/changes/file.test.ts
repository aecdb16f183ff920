import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { changesFile } from './file.ts'

const file = filePath('changes.jsonl')

describe('a file of changes', () => {
  it('has what each line says, values with the line that did it, and resources as values that changed somehow', () => {
    const { value, diagnostics } = changesFile(
      file,
      `{"time": "2026-11-12T13:31:00Z", "kind": "flag", "id": "f1", "author": "Ada", "title": "on", "nodes": ["checkout"], "link": "https://flags.example/1"}
{"time": 1794490000, "kind": "apply", "resources": ["aws_db_instance.a"], "values": [{"address": "ConfigMap/a", "path": "data.A", "before": "1", "after": 2, "line": {"file": "a.yaml", "number": 3, "after": "A: 2"}}]}
`,
    )
    expect(diagnostics).toEqual([])
    expect(value).toMatchObject([
      {
        id: 'f1',
        kind: 'flag',
        time: Date.parse('2026-11-12T13:31:00Z') / 1000,
        author: 'Ada',
        nodes: ['checkout'],
        link: 'https://flags.example/1',
      },
      {
        id: 'line 2',
        kind: 'apply',
        title: 'apply',
        time: 1794490000,
        values: [
          {
            address: 'ConfigMap/a',
            before: '"1"',
            after: '2',
            kind: 'changed',
            line: { file: 'a.yaml', number: 3, before: undefined, after: 'A: 2' },
          },
          { address: 'aws_db_instance.a', path: '', before: undefined },
        ],
      },
    ])
  })

  it.each([
    ['{"title": "x"}', 'has no time'],
    ['{"time": "yesterday"}', 'has no time'],
    ['{"time": 1', 'is no JSON object'],
    ['[]', 'is no JSON object'],
  ])('says what is wrong with %j, and takes the other lines', (line, why) => {
    const text = `{"time": 1794490000}\n${line}\n`
    const { value, diagnostics } = changesFile(file, text)
    expect(value).toHaveLength(1)
    expect(diagnostics[0]?.detail).toContain(why)
    expect(text.slice(diagnostics[0]?.span.start, diagnostics[0]?.span.end)).toBe(line)
  })

  it('takes a plan of Terraform as one change made at its time, printed on one line or over several', () => {
    const change = {
      actions: ['update'],
      before: { instance_class: 'db.r6g.large', password: 'hunter2', tags: { a: '1' }, arn: 'x' },
      after: { instance_class: 'db.t4g.micro', password: 'hunter3', tags: { a: '1' } },
      after_unknown: { arn: true },
      before_sensitive: { password: true },
      after_sensitive: { password: true },
    }
    const plan = {
      format_version: '1.2',
      timestamp: '2026-11-12T13:38:00Z',
      resource_changes: [
        { address: 'aws_db_instance.ledger', change },
        { address: 'aws_sqs_queue.old', change: { actions: ['delete'], before: { name: 'q' }, after: null } },
        { address: 'data.aws_ami.a', change: { actions: ['read'] } },
        { address: 'aws_vpc.a', change: { actions: ['no-op'], before: { a: 1 }, after: { a: 1 } } },
      ],
    }
    const { value, diagnostics } = changesFile(file, JSON.stringify(plan))
    expect(diagnostics).toEqual([])
    expect(value).toMatchObject([
      {
        kind: 'plan',
        time: Date.parse('2026-11-12T13:38:00Z') / 1000,
        title: 'a plan of Terraform that changes 2 resources',
        values: [
          {
            address: 'aws_db_instance.ledger',
            path: 'arn',
            kind: 'changed',
            before: '"x"',
            after: undefined,
          },
          { path: 'instance_class', before: '"db.r6g.large"', after: '"db.t4g.micro"' },
          { path: 'password', before: '"(sensitive)"', after: '"(sensitive)"', isSecret: true },
          { address: 'aws_sqs_queue.old', path: '', kind: 'removed' },
        ],
      },
    ])
    expect(JSON.stringify(value)).not.toContain('hunter')
    expect(changesFile(file, JSON.stringify(plan, null, 2)).value).toEqual(value)
    const { timestamp: _, ...timeless } = plan
    for (const text of [JSON.stringify(timeless), JSON.stringify(timeless, null, 2)])
      expect(changesFile(file, text).diagnostics[0]?.detail).toContain('has no `timestamp`')
  })

  it('keeps nothing of what is said to be a secret', () => {
    const line = { file: 'a.yaml', number: 3, before: 'pw: hunter2', after: 'pw: hunter3' }
    const value = {
      address: 'Secret/a',
      path: 'data.pw',
      before: 'hunter2',
      after: 'hunter3',
      secret: true,
      line,
    }
    const { value: changes } = changesFile(file, JSON.stringify({ time: 1794490000, values: [value] }))
    expect(JSON.stringify(changes)).not.toContain('hunter')
    expect(changes[0]?.values).toMatchObject([
      { kind: 'changed', isSecret: true, line: { file: 'a.yaml', number: 3 } },
    ])
  })

  it('may begin with a mark of the order of bytes', () => {
    const { value, diagnostics } = changesFile(file, '\uFEFF{"time": 1794490000, "title": "x"}\r\n')
    expect(diagnostics).toEqual([])
    expect(value.map(({ title }) => title)).toEqual(['x'])
  })

  it('opens no link that is no page', () => {
    expect(changesFile(file, '{"time": 1794490000, "link": "javascript:alert(1)"}').value[0]?.link).toBe('')
  })

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => Array.isArray(changesFile(file, text).value)),
    )
  })
})
