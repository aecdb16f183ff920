import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { filePath } from '../../kernel/brand.ts'
import { mergeVersions, type Merging } from './merge.ts'

const markers = { size: 7, ours: 'ours', base: 'base', theirs: 'theirs', showsBase: false }

function merged(name: string, base: string, ours: string, theirs: string): Merging {
  return mergeVersions(filePath(name), { base, ours, theirs }, markers)
}

/** The text of a merge without conflicts, or what stood in the way. */
function clean(name: string, base: string, ours: string, theirs: string): string {
  const found = merged(name, base, ours, theirs)
  if (found.kind !== 'merged') return `${found.kind}: ${found.why}`
  return found.conflicts.length === 0 ? found.text : `conflicts:\n${found.text}`
}

function countOf(found: Merging): number {
  return found.kind === 'merged' ? found.conflicts.length : -1
}

function rule(port: number, text: string): string {
  return `  ingress {\n    from_port = ${port}\n    to_port = ${port}\n    description = "${text}"\n  }\n`
}

function group(...rules: readonly string[]): string {
  return `resource "g" "x" {\n${rules.join('')}}\n`
}

describe('merging HCL', () => {
  const base = `# Header

# The machine
resource "aws_instance" "web" {
  ami           = "a" # pinned
  instance_type = "small"
  tags = {
    Name = "web"
  }
}
`

  it('takes changes of neighbouring arguments from both sides, and comments with them', () => {
    const ours = base.replace('"small"', '"large"')
    const theirs = base.replace('"a" # pinned', '"b" # pinned again')
    expect(clean('main.tf', base, ours, theirs)).toBe(
      base.replace('"small"', '"large"').replace('"a" # pinned', '"b" # pinned again'),
    )
  })

  it('keeps what both insert in one place', () => {
    const ours = `${base}\n# Ours\nvariable "a" {}\n`
    const theirs = `${base}\nvariable "b" {\n  default = 1\n}\n`
    expect(clean('main.tf', base, ours, theirs)).toBe(
      `${base}\n# Ours\nvariable "a" {}\n\nvariable "b" {\n  default = 1\n}\n`,
    )
  })

  it('follows a block that one side has renamed', () => {
    const ours = base.replace('"web" {', '"site" {')
    const theirs = base.replace('"small"', '"large"')
    expect(clean('main.tf', base, ours, theirs)).toBe(ours.replace('"small"', '"large"'))
  })

  it('follows a block that one side has moved', () => {
    const other = 'variable "x" {\n  default = 1\n}\n'
    const old = `${other}\n${base}`
    const ours = `${base}\n${other}`
    const theirs = old.replace('default = 1', 'default = 2')
    expect(clean('main.tf', old, ours, theirs)).toBe(ours.replace('default = 1', 'default = 2'))
  })

  it('tells repeated blocks without labels apart by what is in them', () => {
    const old = group(rule(80, 'a'), rule(443, 'b'))
    const ours = group(rule(22, 'ssh'), rule(80, 'a'), rule(443, 'b'))
    const theirs = group(rule(80, 'a'), rule(443, 'changed'))
    expect(clean('main.tf', old, ours, theirs)).toBe(
      group(rule(22, 'ssh'), rule(80, 'a'), rule(443, 'changed')),
    )
  })

  it('goes into the arguments of calls and the lines of heredocs', () => {
    const old = 'x = merge(local.a, {\n  b = 1\n  c = 2\n})\ny = <<-EOT\n  one\n  two\n  three\nEOT\n'
    const ours = old.replace('b = 1', 'b = 5').replace('one', 'ONE')
    const theirs = old.replace('c = 2', 'c = 6').replace('three', 'THREE')
    expect(clean('main.tf', old, ours, theirs)).toBe(ours.replace('c = 2', 'c = 6').replace('three', 'THREE'))
  })

  it('puts commas where both insert into a list in one line', () => {
    expect(clean('a.tf', 'x = [1, 2]\n', 'x = [0, 1, 2]\n', 'x = [1, 2, 3]\n')).toBe('x = [0, 1, 2, 3]\n')
    expect(clean('a.tf', 'x = []\n', 'x = [1]\n', 'x = [2]\n')).toBe('x = [1, 2]\n')
    expect(clean('a.tf', 'x = {}\n', 'x = { a = 1 }\n', 'x = { b = 1 }\n')).toBe('x = { a = 1, b = 1 }\n')
  })

  it('keeps carriage returns and the byte order mark of the side that has them', () => {
    const ours = `\uFEFF${base.replaceAll('\n', '\r\n')}`
    const theirs = base.replace('"small"', '"large"')
    expect(clean('main.tf', base, ours, theirs)).toBe(ours.replace('"small"', '"large"'))
    expect(clean('main.tf', base, theirs, ours)).toBe(ours.replace('"small"', '"large"'))
  })

  it('marks the line of a value that both changed, and says what each has', () => {
    const ours = base.replace('"small"', '"large"')
    const theirs = base.replace('"small"', '"huge"').replace('"web"\n', '"site"\n')
    const found = merged('main.tf', base, ours, theirs)
    expect(found.kind === 'merged' && found.text).toBe(
      base
        .replace(
          '  instance_type = "small"\n',
          '<<<<<<< ours\n  instance_type = "large"\n=======\n  instance_type = "huge"\n>>>>>>> theirs\n',
        )
        .replace('"web"\n', '"site"\n'),
    )
    expect(found.kind === 'merged' && found.conflicts).toEqual([
      {
        what: 'value',
        path: ['resource.aws_instance.web', 'instance_type'],
        base: '"small"',
        ours: '"large"',
        theirs: '"huge"',
      },
    ])
  })

  it('is a conflict when one side takes away what the other changed', () => {
    const ours = base.replace(/\n# The machine[^]*/u, '')
    const theirs = base.replace('"small"', '"large"')
    const found = merged('main.tf', base, ours, theirs)
    expect(found.kind === 'merged' && found.conflicts).toMatchObject([
      { path: ['resource.aws_instance.web'], ours: undefined },
    ])
    expect(found.kind === 'merged' && found.text).toContain('>>>>>>> theirs')
  })

  it('goes by lines when a side cannot be read, and says which', () => {
    expect(merged('main.tf', base, `${base}resource {{`, base.replace('"a"', '"b"'))).toEqual({
      kind: 'by-lines',
      why: 'our version cannot be read as HCL',
    })
  })
})

describe('merging YAML', () => {
  const base = `kind: Deployment
metadata:
  name: web
spec:
  replicas: 2
  template:
    spec:
      containers:
        # the main one
        - name: web
          image: "web:1"
          args: [a, b]
        - name: side
          image: side:1
---
kind: Service
metadata: {name: web}
`

  it('knows containers by name and objects by kind and name', () => {
    const ours = base
      .replace('"web:1"', '"web:2"')
      .replace('- name: side', '- name: init\n          image: init:1\n        - name: side')
    const [deployment = '', service = ''] = base.split('---\n')
    const theirs = `${service}---\n${deployment.replace('side:1', 'side:2')}`
    const [changed = ''] = ours.split('---\n')
    expect(clean('a.yaml', base, ours, theirs)).toBe(`${service}---\n${changed.replace('side:1', 'side:2')}`)
  })

  it('indents what the other side inserts as the result is indented', () => {
    const old = 'a:\n  b:\n  - name: x\n    c: 1\n'
    const ours = 'a:\n    b:\n        - name: x\n          c: 1\n'
    const theirs =
      'a:\n  b:\n  - name: x\n    c: 1\n    d: |\n      text\n        more\n  - name: y\n    c:\n    - 2\n'
    expect(clean('a.yaml', old, ours, theirs)).toBe(
      'a:\n    b:\n        - name: x\n          c: 1\n          d: |\n            text\n              more\n        - name: y\n          c:\n          - 2\n',
    )
  })

  it('takes a value from one side and its quotes, comments and neighbours from the other', () => {
    expect(clean('a.yaml', 'a: 1 # one\nb: x\n', "a: 2 # one\nb: 'x'\n", 'a: 1 # eins\nb: x\n')).toBe(
      "a: 2 # eins\nb: 'x'\n",
    )
  })

  it('merges scripts in block scalars line by line', () => {
    const old = 'run: |\n  one\n  two\n  three\n'
    expect(
      clean('a.yml', old, old.replace('one', 'ONE'), `x: 1\n${old.replace('three', 'THREE\n  four')}`),
    ).toBe('x: 1\nrun: |\n  ONE\n  two\n  THREE\n  four\n')
  })

  it('lets both make something of nothing', () => {
    expect(clean('a.yaml', 'a:\nb: 1\n', 'a:\n  x: 1\nb: 1\n', 'a:\n  y: 2\nb: 1\n')).toBe(
      'a:\n  x: 1\n  y: 2\nb: 1\n',
    )
  })

  it('inserts before the first key of an item', () => {
    expect(
      clean('a.yaml', '- name: a\n  x: 1\n', '- id: 1\n  name: a\n  x: 1\n', '- uid: 2\n  name: a\n  x: 1\n'),
    ).toBe('- id: 1\n  uid: 2\n  name: a\n  x: 1\n')
  })

  it('is all a conflict when an alias would stand for nothing', () => {
    const found = merged('a.yaml', 'a: &x 1\nb: *x\nc: 1\n', 'a: 1\nb: 1\nc: 1\n', 'a: &x 1\nb: *x\nc: *x\n')
    expect(found).toMatchObject({ kind: 'broken', why: 'the alias *x would stand for nothing any more' })
  })

  it('is all a conflict when both set one anchor', () => {
    const found = merged('a.yaml', 'a: 1\n', 'o: &x 1\na: 1\np: *x\n', 'a: 1\nq: &x 2\nr: *x\n')
    expect(found.kind).toBe('broken')
  })

  it('keeps comments at the end of a list with the list', () => {
    const old = 'a:\n  - x\n  # the end of a\nb: 1\n'
    expect(clean('a.yaml', old, old.replace('- x', '- y'), `${old}c: 1\n`)).toBe(
      'a:\n  - y\n  # the end of a\nb: 1\nc: 1\n',
    )
  })
})

describe('merging JSON', () => {
  it('keeps the last item without a comma behind it', () => {
    const base = '{\n  "a": 1,\n  "b": 2\n}\n'
    const ours = '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}\n'
    const theirs = '{\n  "a": 1,\n  "b": 2,\n  "d": 4\n}\n'
    expect(clean('a.json', base, ours, theirs)).toBe('{\n  "a": 1,\n  "b": 2,\n  "c": 3,\n  "d": 4\n}\n')
    expect(clean('a.json', ours, base, ours.replace('1', '9'))).toBe('{\n  "a": 9,\n  "b": 2\n}\n')
  })

  it('merges what one side has formatted anew', () => {
    const base = '{"a": 1, "b": {"c": [1, 2]}}'
    const ours = '{\n  "a": 1,\n  "b": {\n    "c": [1, 2]\n  }\n}\n'
    expect(clean('a.json', base, ours, '{"a": 7, "b": {"c": [1, 2]}}')).toBe(ours.replace('1', '7'))
  })

  it('is a conflict when both replace an item in one place', () => {
    const found = merged('a.json', '["node", "a"]', '["node", "b"]', '["node", "c"]')
    expect(found.kind === 'merged' && found.conflicts).toMatchObject([
      { path: ['', '[1]'], base: '"a"', ours: '"b"', theirs: '"c"' },
    ])
  })

  it('merges files that both sides added', () => {
    expect(clean('a.json', '', '{"a": 1}\n', '{"a": 1, "b": 2}\n')).toBe('{"a": 1, "b": 2}\n')
  })
})

describe('any texts', () => {
  const piece = fc.constantFrom(
    'a: 1\n',
    'b:\n',
    '  c: 2\n',
    '- x\n',
    '- name: y\n',
    '  z: [1, 2]\n',
    '# c\n',
    '\n',
    'a = 1\n',
    'b {\n',
    '}\n',
    '---\n',
    '{"a": 1}',
    '  - |\n    t\n',
    'k: &a 1\n',
    'l: *a\n',
    'x = [1,\n 2]\n',
    'y = <<E\nq\nE\n',
    'a: 1',
  )
  const text = fc.array(piece, { maxLength: 8 }).map((parts) => parts.join(''))
  const name = fc.constantFrom('a.yaml', 'a.tf', 'a.json')

  it('merge to what one side made of it where the other did nothing', () => {
    fc.assert(
      fc.property(name, text, text, (file, base, side) => {
        const all = [
          merged(file, base, side, base),
          merged(file, base, base, side),
          merged(file, base, side, side),
        ]
        return all.every((one) => one.kind === 'merged' && one.text === side && one.conflicts.length === 0)
      }),
    )
  })

  it('never throw, and a conflict is never without markers', () => {
    fc.assert(
      fc.property(name, text, text, text, (file, base, ours, theirs) => {
        const found = merged(file, base, ours, theirs)
        if (found.kind === 'by-lines') return true
        const isMarked = found.text.includes('<<<<<<< ours\n') && found.text.includes('>>>>>>> theirs\n')
        return found.kind === 'broken' || found.conflicts.length > 0 ? isMarked : !isMarked
      }),
      { numRuns: 1000 },
    )
  })

  it('have the same conflicts whichever side is ours', () => {
    fc.assert(
      fc.property(name, text, text, text, (file, base, ours, theirs) => {
        const one = merged(file, base, ours, theirs)
        const other = merged(file, base, theirs, ours)
        return one.kind === other.kind && countOf(one) > 0 === countOf(other) > 0
      }),
      { numRuns: 1000 },
    )
  })
})
