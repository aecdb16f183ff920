import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { readBindings, type Member } from './bindings.mjs'
import { closest, keyOf, type Shape } from './second.mjs'

/** In the manner of compiled bindings: a network with blocks, attributes that hold objects, and plain members. */
const code = `
function netDiskToTerraform(struct) {
    return {
        size: cdktf.numberToTerraform(struct.size),
    };
}
function netDiskToHclTerraform(struct) {
    const attrs = {
        size: {
            value: cdktf.numberToHclTerraform(struct.size),
            isBlock: false,
            type: "simple",
            storageClassType: "number",
        },
    };
}
class NetDiskOutputReference extends cdktf.ComplexObject {
    get size() {
        return this.getNumberAttribute('size');
    }
}
class Net extends cdktf.TerraformResource {
    constructor(scope, id, config) {
        // disk - computed: false, optional: true, required: false
        this._disk = new NetDiskList(this, "disk", true);
        // rule - computed: true, optional: true, required: false
        this._rule = new NetDiskList(this, "rule", false);
        // status - computed: true, optional: false, required: false
        this._status = new NetDiskList(this, "status", false);
        // tags_all - computed: true, optional: false, required: false
        this._tagsAll = new cdktf.StringMap(this, "tags_all");
    }
    // arn - computed: true, optional: false, required: false
    get arn() {
        return this.getStringAttribute('arn');
    }
    get names() {
        return cdktf.Fn.tolist(this.getListAttribute('names'));
    }
    synthesizeAttributes() {
        return {
            body: cdktf.hashMapper(cdktf.anyToTerraform)(this._body),
            disk: cdktf.listMapper(netDiskToTerraform, true)(this._disk.internalValue),
            name: cdktf.stringToTerraform(this._name),
            names: cdktf.listMapper(cdktf.stringToTerraform, false)(this._names),
            root: netDiskToTerraform(this._root.internalValue),
            rule: cdktf.listMapper(netDiskToTerraform, false)(this._rule.internalValue),
        };
    }
    synthesizeHclAttributes() {
        const attrs = {
${[
  ['body', 'map', 'anyMap'],
  ['disk', 'set', 'NetDiskList'],
  ['name', 'simple', 'string'],
  ['names', 'set', 'stringList'],
  ['root', 'list', 'NetDiskList'],
  ['rule', 'list', 'NetDiskList'],
]
  .map(
    ([name, type, stored]) =>
      `            ${name}: {\n                isBlock: false,\n                type: "${type}",\n                storageClassType: "${stored}",\n            },`,
  )
  .join('\n')}
        };
    }
}
Net.tfResourceType = "acme_net";
`

const declarations = `
export interface NetConfig extends cdktf.TerraformMetaArguments {
${['body?', 'disk?', 'name', 'names?', 'root', 'rule?']
  .map((name) => {
    const plain = name.replace('?', '')
    return `    /**\n    * Docs at Terraform Registry: {@link https://example.com/net#${plain} Net#${plain}}\n    */\n    readonly ${name}: string;`
  })
  .join('\n')}
}
export interface NetDisk {
    /**
    * Docs at Terraform Registry: {@link https://example.com/net#size Net#size}
    */
    readonly size?: number;
}
`

const folder = mkdtempSync(join(tmpdir(), 'bindings-'))
mkdirSync(join(folder, 'lib/net'), { recursive: true })
const about = { cdktf: { provider: { name: 'registry.terraform.io/acme/acme', version: '1.2.3' } } }
writeFileSync(join(folder, 'package.json'), JSON.stringify(about))
writeFileSync(join(folder, 'lib/net/index.js'), code)
writeFileSync(join(folder, 'lib/net/index.d.ts'), declarations)
afterAll(() => rmSync(folder, { recursive: true }))

describe('readBindings', () => {
  const bindings = readBindings(folder)
  const members = new Map(bindings.entries[0]?.members.map((one): [string, Member] => [one.name, one]))

  it('knows the provider, its version and its types', () => {
    expect(bindings).toMatchObject({
      source: 'acme/acme',
      version: '1.2.3',
      entries: [{ kind: 'resource', type: 'acme_net' }],
    })
    expect([...bindings.structs.keys()]).toEqual(['NetDisk'])
  })

  it('tells a block from an attribute that holds objects', () => {
    expect(members.get('disk')?.shape).toEqual({
      kind: 'struct',
      mode: 'set',
      single: false,
      block: true,
      struct: 'NetDisk',
    })
    expect(members.get('rule')?.shape).toEqual({
      kind: 'struct',
      mode: 'list',
      single: false,
      block: false,
      struct: 'NetDisk',
    })
    expect(members.get('status')?.shape).toMatchObject({ mode: 'list', block: false })
    expect(members.get('root')?.shape).toMatchObject({ mode: 'list', single: true, block: true })
  })

  it('reads flags, and leaves open what the bindings do not say', () => {
    expect(members.get('name')).toMatchObject({ required: true, optional: false, computed: false })
    expect(members.get('names')).toMatchObject({ required: false, optional: true, computed: undefined })
    expect(members.get('rule')).toMatchObject({ optional: true, computed: true })
    expect(members.get('arn')).toMatchObject({ required: false, optional: false, computed: true })
  })

  it('reads types: sets, maps, and any', () => {
    expect(members.get('names')?.shape).toEqual({
      kind: 'type',
      type: { kind: 'set', element: { kind: 'string' } },
    })
    expect(members.get('tags_all')?.shape).toEqual({
      kind: 'type',
      type: { kind: 'map', element: { kind: 'string' } },
    })
    expect(members.get('body')?.shape).toEqual({ kind: 'type', type: { kind: 'dynamic' } })
    expect(bindings.structs.get('NetDisk')?.[0]?.shape).toEqual({ kind: 'type', type: { kind: 'number' } })
  })
})

describe('keyOf', () => {
  it.each([
    ['cidr_blocks', 'cidrBlock'],
    ['address_prefixes', 'addressPrefix'],
    ['policies', 'policy'],
    ['access', 'access'],
  ])('spells %s and %s alike', (left, right) => {
    expect(keyOf(left)).toBe(keyOf(right))
  })
})

describe('closest', () => {
  it('goes by the attributes first', () => {
    const shapes = [
      shape('net Disk', ['name', 'subnetIds', 'cidrBlock']),
      shape('net Network', ['size', 'encrypted']),
    ]
    expect(closest('acme_network', ['name', 'subnet_ids', 'cidr_block'], shapes)?.name).toBe('net Disk')
  })

  it('goes by the name between two with the same attributes', () => {
    const shapes = [
      shape('ec2 DefaultSecurityGroup', ['name', 'ingress']),
      shape('ec2 SecurityGroup', ['name', 'ingress']),
    ]
    expect(closest('acme_security_group', ['name', 'ingress'], shapes)?.name).toBe('ec2 SecurityGroup')
  })

  it('finds nothing when nothing is like enough', () => {
    expect(
      closest('acme_queue', ['name', 'fifo', 'delay'], [shape('net Disk', ['name', 'size', 'encrypted'])]),
    ).toBeUndefined()
  })
})

function shape(name: string, properties: readonly string[]): Shape {
  const entries = properties.map((one) => {
    const property = { name: one, undefinable: false, ref: undefined, list: false, text: '' }
    return [keyOf(one), property] as const
  })
  return { name, properties: new Map(entries), secrets: new Set() }
}
