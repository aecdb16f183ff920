// Which bindings the tables are made from. `single`: what a settable single object is when the first binding does not say
// (attribute or block). `nested`: the provider's objects are nested attributes, each member with flags of its own.
const plain = { single: 'attribute', nested: false }

/** @type {readonly { name: string, first: string, second?: string, single: 'attribute' | 'block', nested: boolean }[]} */
export const packages = [
  { ...plain, name: 'archive', first: '@cdktf/provider-archive@11.0.1' },
  { ...plain, name: 'aws', first: '@cdktf/provider-aws@21.22.1', second: '@pulumi/aws@7.15.0' },
  { ...plain, name: 'azuread', first: '@cdktf/provider-azuread@14.3.1', second: '@pulumi/azuread@6.9.1' },
  { ...plain, name: 'azurerm', first: '@cdktf/provider-azurerm@14.23.1', second: '@pulumi/azure@6.31.0' },
  {
    ...plain,
    name: 'cloudflare',
    first: '@cdktf/provider-cloudflare@13.9.1',
    second: '@pulumi/cloudflare@6.12.0',
    nested: true,
  },
  { ...plain, name: 'cloudinit', first: '@cdktf/provider-cloudinit@11.0.1' },
  {
    ...plain,
    name: 'datadog',
    first: '@cdktf/provider-datadog@12.15.2',
    second: '@pulumi/datadog@4.64.0',
    single: 'block',
  },
  { ...plain, name: 'external', first: '@cdktf/provider-external@11.0.1' },
  { ...plain, name: 'github', first: '@cdktf/provider-github@15.3.1', second: '@pulumi/github@6.10.0' },
  { ...plain, name: 'google', first: '@cdktf/provider-google@16.12.1', second: '@pulumi/gcp@8.41.1' },
  {
    ...plain,
    name: 'google-beta',
    first: '@cdktf/provider-google-beta@16.12.1',
    second: '@pulumi/gcp@8.41.1',
  },
  { ...plain, name: 'helm', first: '@cdktf/provider-helm@12.1.2', nested: true },
  { ...plain, name: 'http', first: '@cdktf/provider-http@10.0.1' },
  { ...plain, name: 'kubernetes', first: '@cdktf/provider-kubernetes@12.1.1' },
  { ...plain, name: 'local', first: '@cdktf/provider-local@11.1.1' },
  { ...plain, name: 'null', first: '@cdktf/provider-null@11.0.1' },
  { ...plain, name: 'random', first: '@cdktf/provider-random@12.0.1', second: '@pulumi/random@4.21.2' },
  { ...plain, name: 'time', first: '@cdktf/provider-time@11.0.1' },
  { ...plain, name: 'tls', first: '@cdktf/provider-tls@11.0.1', second: '@pulumi/tls@5.6.1' },
  { ...plain, name: 'vault', first: '@cdktf/provider-vault@15.6.1', second: '@pulumi/vault@7.8.0' },
]
