/** An optional attribute. */
function optional(type: unknown): unknown {
  return { type, optional: true }
}

const inner = { nesting_mode: 'list', block: { attributes: { name: optional('string') } } }

const thing = {
  attributes: {
    id: { type: 'string', computed: true },
    name: optional('string'),
    secret: { type: 'string', optional: true, write_only: true },
    rows: { type: ['list', ['object', { port: 'number', name: 'string' }]], optional: true, computed: true },
  },
  block_types: {
    rule: {
      nesting_mode: 'list',
      block: {
        attributes: { port: optional('number'), name: optional('string') },
        block_types: { inner },
      },
    },
    one: { nesting_mode: 'single', block: { attributes: { port: optional('number') } } },
    tag: { nesting_mode: 'set', block: { attributes: { k: optional('string') } } },
    by: { nesting_mode: 'map', block: { attributes: { v: optional('number') } } },
  },
}

/**
 * What `terraform providers schema -json` would say of a provider with blocks of every kind, write-only arguments and
 * an ephemeral resource: the only provider that is built into Terraform has none of these.
 */
export const acme = {
  format_version: '1.0',
  provider_schemas: {
    'registry.terraform.io/hashicorp/acme': {
      resource_schemas: { acme_thing: { version: 0, block: thing } },
      ephemeral_resource_schemas: {
        acme_pass: { version: 0, block: { attributes: { value: { type: 'string', computed: true } } } },
      },
    },
  },
}
