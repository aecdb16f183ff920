import { describe, expect, it } from 'vitest'
import { asksTerraform, error, functionNames, later, typeOf, value, values } from './asking.ts'

const raw = String.raw

/** Of Terraform 1.11, by the first letter. */
const names =
  `abs abspath alltrue anytrue base64decode base64encode base64gzip base64sha256 base64sha512 basename bcrypt
can ceil chomp chunklist cidrhost cidrnetmask cidrsubnet cidrsubnets coalesce coalescelist compact concat contains csvdecode
dirname distinct element endswith ephemeralasnull file filebase64 filebase64sha256 filebase64sha512 fileexists filemd5 fileset
filesha1 filesha256 filesha512 flatten floor format formatdate formatlist indent index issensitive join jsondecode jsonencode
keys length log lookup lower matchkeys max md5 merge min nonsensitive one parseint pathexpand plantimestamp pow range regex
regexall replace reverse rsadecrypt sensitive setintersection setproduct setsubtract setunion sha1 sha256 sha512 signum slice
sort split startswith strcontains strrev substr sum templatefile templatestring textdecodebase64 textencodebase64 timeadd
timecmp timestamp title tobool tolist tomap tonumber toset tostring transpose trim trimprefix trimspace trimsuffix try upper
urlencode uuid uuidv5 values yamldecode yamlencode zipmap`.split(/\s+/u)

describe('names', () => {
  it('41: these are the functions of Terraform', () => {
    expect(functionNames('terraform-1.11')).toEqual(names)
    expect(names).toHaveLength(118)
  })

  it('41: every function is also one of the namespace core', () => {
    expect(values(['core::upper("a")', 'core::try(nope(), 1)', 'core::can(nope())'])).toEqual(['A', 1, false])
    expect(value('core::nope()')).toHaveProperty('error')
  })

  it('41: names are told apart by case', () => {
    expect(value('UPPER("a")')).toEqual(error('Call to unknown function'))
    expect(value('Core::upper("a")')).toHaveProperty('error')
  })

  it('41: the last argument alone may be expanded', () => {
    expect(values(['max([1, 3, 2]...)', 'max(5, [1, 3]...)', 'max(toset([1, 2])...)'])).toEqual([3, 5, 2])
    expect(value('max([1]..., 2)')).toHaveProperty('error')
    expect(value('max(null...)')).toEqual(error('Invalid expanding argument value'))
    expect(value('max("a"...)')).toEqual(error('Invalid expanding argument value'))
    expect(value(`max(split(",", ${later})...)`)).toEqual({ unknown: 'dynamic' })
  })

  const required = {
    'versions.tf':
      'terraform {\n  required_providers {\n    terraform = { source = "terraform.io/builtin/terraform" }\n    own       = { source = "terraform.io/builtin/terraform" }\n  }\n}',
  }

  it('41: a provider has functions under its local name, if the module requires it', () => {
    expect(value('provider::terraform::encode_expr([1])', required)).toBe('[1]')
    expect(value('provider::own::encode_expr([1])', required)).toBe('[1]')
    expect(value('provider::terraform::encode_expr([1])')).toEqual(error('Unknown provider function'))
    expect(value('provider::terraform::nope(1)', required)).toEqual(error('Unknown provider function'))
    expect(value('provider::encode_expr(1)', required)).toHaveProperty('error')
    expect(value('encode_expr(1)', required)).toEqual(error('Call to unknown function'))
  })

  it('41: encode_tfvars and encode_expr write the language', () => {
    expect(value('provider::terraform::encode_tfvars({ b = [1, "x"], abc = null })', required)).toBe(
      'abc = null\nb   = [1, "x"]\n',
    )
    expect(value('provider::terraform::encode_expr({ a = "${"$"}{x}" })', required)).toBe(
      '{\n  a = "$${x}"\n}',
    )
    expect(value('provider::terraform::encode_tfvars([1])', required)).toEqual(
      error('Error in function call'),
    )
  })

  it('41: decode_tfvars reads constants', () => {
    const decode = (text: string): unknown =>
      value(`provider::terraform::decode_tfvars(file("v"))`, { ...required, v: text })
    expect(decode('a = 1\nb = ["x", { c = null }] # more\n')).toEqual({ a: 1, b: ['x', { c: null }] })
    expect(decode('')).toEqual({})
    for (const wrong of ['a = upper("x")', 'a = var.x', 'b {}', 'a =', 'a = 1\na = 2', '"a" = 1']) {
      expect(decode(wrong)).toEqual(error('Error in function call'))
    }
    expect(value(`provider::terraform::decode_tfvars(${later})`, required)).toEqual({ unknown: 'dynamic' })
    expect(value('provider::terraform::decode_tfvars(null)', required)).toEqual(
      error('Invalid function argument'),
    )
  })
})

describe('templates', () => {
  it('42: a template file sees the variables given and nothing else', () => {
    const files = { 'main.tf': 'locals { a = 1 }', 'a.tftpl': 'x${a}', 'local.tftpl': '${local.a}' }
    expect(value('templatefile("a.tftpl", { a = 2 })', files)).toBe('x2')
    expect(value('templatefile("a.tftpl", {})', files)).toHaveProperty('error')
    expect(value('templatefile("local.tftpl", { a = 2 })', files)).toHaveProperty('error')
    expect(value('templatefile("a.tftpl", { "a b" = 2, a = 1 })', files)).toHaveProperty('error')
    expect(value('templatefile("a.tftpl", tomap({ a = "y" }))', files)).toBe('xy')
  })

  it('42: a file of one interpolation is the value itself', () => {
    const files = { 'list.tftpl': '${list}', 'line.tftpl': '${list}\n' }
    expect(typeOf('templatefile("list.tftpl", { list = [1] })', files)).toEqual(['tuple', ['number']])
    expect(value('templatefile("line.tftpl", { list = [1] })', files)).toHaveProperty('error')
    expect(value('templatefile("line.tftpl", { list = 1 })', files)).toBe('1\n')
  })

  it('42: a template renders no other template file', () => {
    const files = { 'self.tftpl': '${templatefile("self.tftpl", {})}', 'up.tftpl': '${upper("a")}' }
    expect(value('templatefile("self.tftpl", {})', files)).toHaveProperty('error')
    expect(value('templatefile("up.tftpl", {})', files)).toBe('A')
  })

  it('42: templatestring wants a reference', () => {
    const files = { 'main.tf': 'locals {\n  t  = "$${a}-x"\n  ts = ["$${a}"]\n}' }
    expect(value('templatestring(local.t, { a = 1 })', files)).toBe('1-x')
    expect(value('templatestring(local.ts[0], { a = "b" })', files)).toBe('b')
    expect(value('templatestring("x", {})', files)).toEqual(error('Invalid function argument'))
    expect(value('templatestring(upper(local.t), { a = 1 })', files)).toEqual(
      error('Invalid function argument'),
    )
  })

  // OpenTofu isn't Terraform. https://opentofu.org/docs/language/functions/templatestring/
  it.skipIf(asksTerraform)('42: in OpenTofu it takes any text', () => {
    expect(value('templatestring("$${a}", { a = 1 })', {}, { language: 'opentofu' })).toBe('1')
  })
})

describe('regular expressions and formats', () => {
  it('43: regular expressions are those of RE2', () => {
    for (const wrong of ['(?=a)', '(?!a)', '(?<=a)b', raw`(a)\\1`, '(?>a)', 'a++']) {
      expect(value(`regex("${wrong}", "aa")`)).toHaveProperty('error')
    }
    expect(value(raw`regex("\\pL+", "1äb")`)).toBe('äb')
    expect(value('regex("(?i)A(?s).", "a\\n")')).toBe('a\n')
    expect(value('regex("b", "a")')).toEqual(error('Error in function call'))
  })

  it('43: groups make a tuple, with null for one that took no part; names make an object', () => {
    expect(value('regex("(a)(b)?", "a")')).toEqual(['a', null])
    expect(value('regex("(?P<x>a)(?P<y>b)?", "a")')).toEqual({ x: 'a', y: null })
    expect(value('regex("a", "a")')).toBe('a')
    expect(value('regexall("(a)(b)?", "aab")')).toEqual([
      ['a', null],
      ['a', 'b'],
    ])
    expect(value('regex("(?P<x>a)(b)", "ab")')).toHaveProperty('error')
  })

  it('43: replace takes what stands between slashes as a regular expression', () => {
    expect(value(raw`replace("a-b", "/(\\w)-(\\w)/", "$2-$1")`)).toBe('b-a')
    expect(value('replace("a-b", "/(?P<x>a)/", "$${x}$${x}")')).toBe('aa-b')
    expect(value('replace("a.b.c", ".", "-")')).toBe('a-b-c')
    expect(value('replace("a/b", "/", "$1")')).toBe('a$1b')
  })

  it('43: format has %v, %q and %#v, and no star', () => {
    expect(value('format("%v %q %#v %s", "a", "b", [1, "x"], true)')).toBe('a "b" [1,"x"] true')
    expect(value('format("%v %v", [1], { a = 1 })')).toBe('[1] {"a":1}')
    expect(value('format("%05.1f|%-4d|%+d|%x|%%", 2.25, 3, 4, 255)')).toBe('002.2|3   |+4|ff|%')
    expect(value('format("%[2]s %[1]s", "a", "b")')).toBe('b a')
    expect(value('format("%*d", 3, 1)')).toHaveProperty('error')
    expect(value('format("%d", "x")')).toHaveProperty('error')
    expect(value('format("%s")')).toHaveProperty('error')
    expect(value('format("%s", "a", "b")')).toHaveProperty('error')
  })
})

describe('YAML', () => {
  it('44: yamlencode quotes every key and text', () => {
    expect(value('yamlencode({ b = ["x", 1, true, null], a = {}, "c d" = [] })')).toBe(
      '"a": {}\n"b":\n- "x"\n- 1\n- true\n- null\n"c d": []\n',
    )
  })

  it('44: bare scalars end with three dots, unless they are quoted', () => {
    expect(values(['yamlencode(1)', 'yamlencode(true)', 'yamlencode(null)', 'yamlencode("a")'])).toEqual([
      '1\n...\n',
      'true\n...\n',
      'null\n...\n',
      '"a"\n',
    ])
  })

  it('44: yamldecode reads YAML 1.2 with the yes and no of 1.1', () => {
    expect(value(raw`yamldecode("[yes, no, on, off, true, 'yes', 0o17, 0x1f, ~, 1_0]")`)).toEqual([
      true,
      false,
      true,
      false,
      true,
      'yes',
      15,
      31,
      null,
      '1_0',
    ])
    expect(value(raw`yamldecode("{a: 1.5, b: 1e3, c: 010, d: .5}")`)).toEqual({
      a: 1.5,
      b: 1000,
      c: 10,
      d: 0.5,
    })
  })

  it('44: anchors and merges are followed', () => {
    expect(value(raw`yamldecode("b: &x [1]\nc: *x")`)).toEqual({ b: [1], c: [1] })
    expect(value(raw`yamldecode("a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3")`)).toEqual({
      a: { k: 1, l: 2 },
      b: { k: 1, l: 3 },
    })
  })

  it('44: there is one document, no more', () => {
    expect(value(raw`yamldecode("---\na: 1\n")`)).toEqual({ a: 1 })
    expect(value(raw`yamldecode("a: 1\n---\nb: 2\n")`)).toEqual(error('Error in function call'))
    expect(value(raw`yamldecode("")`)).toHaveProperty('error')
  })
})
