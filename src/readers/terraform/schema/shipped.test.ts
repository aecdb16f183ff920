import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { unreachable } from '../../../kernel/unreachable.ts'
import type { Type } from '../../../lang/hcl/types.ts'
import { localNameOf, providerTables } from './providers.ts'
import { parseProviderTable, type BlockSchema } from './schema.ts'

/** What the providers' public documentation says: a type, a path in it, and what stands there. */
const facts = `
aws_s3_bucket bucket | optional computed string
aws_s3_bucket force_destroy | optional bool
aws_s3_bucket tags | optional map(string)
aws_s3_bucket tags_all | optional computed map(string)
aws_s3_bucket versioning | list block 0..1 computed
aws_s3_bucket grant | set block 0.. computed
aws_instance ami | optional computed string
aws_instance user_data_replace_on_change | optional bool
aws_instance ipv6_addresses | optional computed list(string)
aws_instance vpc_security_group_ids | optional computed set(string)
aws_instance root_block_device | list block 0..1 computed
aws_instance root_block_device.volume_size | optional computed number
aws_instance credit_specification | list block 0..1
aws_instance public_ip | computed string
aws_security_group description | optional string
aws_security_group ingress | optional computed set({cidr_blocks=list(string) description=string from_port=number ipv6_cidr_blocks=list(string) prefix_list_ids=list(string) protocol=string security_groups=set(string) self=bool to_port=number})
aws_network_acl egress | optional computed set({action=string cidr_block=string from_port=number icmp_code=number icmp_type=number ipv6_cidr_block=string protocol=string rule_no=number to_port=number})
aws_iam_role assume_role_policy | required string
aws_iam_role name | optional computed string
aws_iam_role max_session_duration | optional number
aws_iam_role inline_policy | set block 0.. computed
aws_eks_cluster role_arn | required string
aws_eks_cluster vpc_config | list block 1..1
aws_eks_cluster vpc_config.subnet_ids | required set(string)
aws_eks_cluster vpc_config.vpc_id | computed string
aws_eks_cluster identity | computed list({oidc=list({issuer=string})})
aws_eks_cluster encryption_config | list block 0..1
aws_eks_node_group scaling_config.min_size | required number
aws_lb_listener load_balancer_arn | required string
aws_lb_listener default_action | list block 1..
aws_lb_listener default_action.type | required string
aws_lb_listener default_action.forward.target_group | set block 1..
aws_lb_listener ssl_policy | optional computed string
aws_db_instance allocated_storage | optional computed number
aws_db_instance instance_class | required string
aws_db_instance password | optional sensitive string
aws_db_instance password_wo | optional sensitive writeOnly string
aws_db_instance storage_encrypted | optional bool
aws_lambda_function role | required string
aws_lambda_function environment.variables | optional map(string)
aws_subnet vpc_id | required string
aws_autoscaling_group tag | set block 0..
aws_autoscaling_group min_size | required number
aws_cloudfront_distribution origin | set block 1..
aws_cloudfront_distribution default_cache_behavior | list block 1..1
aws_kms_key enable_key_rotation | optional bool
aws_secretsmanager_secret_version secret_string | optional sensitive string
aws_wafv2_web_acl rule.statement | list block 1..1
aws_wafv2_web_acl rule.statement.and_statement.statement.geo_match_statement.country_codes | required list(string)
aws_wafv2_web_acl rule.statement.managed_rule_group_statement.vendor_name | required string
data.aws_iam_policy_document statement | list block 0..
data.aws_iam_policy_document statement.principals.identifiers | required set(string)
data.aws_iam_policy_document json | computed string
data.aws_ami owners | optional list(string)
data.aws_ami filter.values | required set(string)
data.aws_secretsmanager_secret_version secret_string | computed sensitive string
data.aws_availability_zones names | computed list(string)
azurerm_resource_group location | required string
azurerm_storage_account account_tier | required string
azurerm_storage_account min_tls_version | optional string
azurerm_storage_account access_tier | optional computed string
azurerm_storage_account network_rules | list block 0..1 computed
azurerm_storage_account primary_access_key | computed sensitive string
azurerm_kubernetes_cluster default_node_pool | list block 1..1
azurerm_kubernetes_cluster default_node_pool.name | required string
azurerm_kubernetes_cluster kube_config_raw | computed sensitive string
azurerm_kubernetes_cluster kubernetes_version | optional computed string
azurerm_key_vault tenant_id | required string
azurerm_linux_web_app site_config | list block 1..1
azurerm_linux_web_app site_config.ip_restriction.headers | optional list({x_azure_fdid=list(string) x_fd_health_probe=list(string) x_forwarded_for=list(string) x_forwarded_host=list(string)})
google_container_cluster name | required string
google_container_cluster location | optional computed string
google_container_cluster remove_default_node_pool | optional bool
google_container_cluster node_pool | list block 0.. computed
google_container_cluster endpoint | computed string
google_storage_bucket location | required string
google_storage_bucket uniform_bucket_level_access | optional computed bool
google_storage_bucket lifecycle_rule.condition | set block 1..1
google_storage_bucket effective_labels | computed map(string)
google_compute_instance boot_disk | list block 1..1
google_compute_instance network_interface | list block 1..
google_compute_instance machine_type | required string
google_sql_database_instance root_password | optional sensitive string
google_compute_firewall source_ranges | optional set(string)
kubernetes_deployment metadata | list block 1..1
kubernetes_deployment metadata.name | optional computed string
kubernetes_deployment metadata.uid | computed string
kubernetes_deployment spec.replicas | optional computed string
kubernetes_deployment spec.template.spec.container | list block 0..
kubernetes_deployment spec.template.spec.container.name | required string
kubernetes_deployment spec.template.spec.container.env.value | optional string
kubernetes_deployment spec.template.spec.container.resources.limits | optional computed map(string)
kubernetes_deployment wait_for_rollout | optional bool
kubernetes_secret data | optional computed sensitive map(string)
kubernetes_manifest manifest | required dynamic
helm_release chart | required string
helm_release values | optional list(string)
helm_release version | optional computed string
helm_release set | optional list({name=string type?=string value?=string})
helm_release set.name | required string
helm_release set_sensitive.value | required sensitive string
random_password length | required number
random_password result | computed sensitive string
random_password special | optional computed bool
random_pet prefix | optional string
null_resource triggers | optional map(string)
local_file filename | required string
local_sensitive_file content | optional sensitive string
tls_private_key algorithm | required string
tls_private_key private_key_pem | computed sensitive string
time_sleep create_duration | optional string
data.archive_file source.content | required string
data.archive_file output_base64sha256 | computed string
data.external program | required list(string)
data.http response_body | computed string
data.cloudinit_config part | list block 0..
github_repository name | required string
github_repository visibility | optional computed string
datadog_monitor query | required string
datadog_monitor monitor_thresholds | list block 0..1
cloudflare_dns_record zone_id | required string
cloudflare_dns_record ttl | required number
vault_mount type | required string
azuread_application display_name | required string
azuread_application app_role | set block 0..
`
  .trim()
  .split('\n')
  .map((line) => {
    const [where = '', is = ''] = line.split(' | ')
    const [type = '', path = ''] = where.split(' ')
    return { type, path, is }
  })

const folder = new URL('../../../../data/providers/', import.meta.url)

describe('the shipped tables', () => {
  it('are those that the list names', () => {
    expect(readdirSync(folder).toSorted()).toEqual(providerTables.map(({ name }) => `${name}.txt`).toSorted())
  })

  it.each(providerTables)('decode wholly, every type and block of $name', ({ name, source }) => {
    const text = textOf(name)
    expect(text.slice(0, text.indexOf('\n'))).toMatch(
      new RegExp(`^plumbline-schema 1 ${source} \\d+\\.\\d+\\.\\d+$`, 'u'),
    )
    const schema = parseProviderTable(text)
    const lines = text.split('\n').slice(1, -1)
    expect(lines).toEqual(lines.toSorted((left, right) => (left < right ? -1 : 1)))
    const seen = new Set<BlockSchema>()
    const odd = lines.flatMap((line) => {
      const [, kind = '#', type = ''] = /^(?:#|([pdr]):)(\S*)/u.exec(line) ?? []
      if (kind === '#') return []
      const block =
        kind === 'p' ? schema.provider() : kind === 'd' ? schema.data(type) : schema.resource(type)
      return block === undefined
        ? [`${line.slice(0, 60)} is missing`]
        : oddities(block, `${kind}:${type}`, seen)
    })
    expect(odd).toEqual([])
  })

  it.each(facts)('say of $type $path: $is', ({ type, path, is }) => {
    const data = type.startsWith('data.')
    const name = data ? type.slice(5) : type
    const schema = parseProviderTable(textOf(localNameOf(name)))
    expect(said(data ? schema.data(name) : schema.resource(name), path)).toBe(is)
  })

  it('say what stands in a provider block', () => {
    const aws = parseProviderTable(textOf('aws')).provider()
    expect(said(aws, 'region')).toBe('optional string')
    expect(said(aws, 'secret_key')).toBe('optional sensitive string')
    expect(said(aws, 'default_tags.tags')).toBe('optional map(string)')
    expect(said(aws, 'assume_role.role_arn')).toBe('optional string')
    const azurerm = parseProviderTable(textOf('azurerm')).provider()
    expect(said(azurerm, 'features.resource_group.prevent_deletion_if_contains_resources')).toBe(
      'optional bool',
    )
  })
})

function textOf(name: string): string {
  return readFileSync(new URL(`${name}.txt`, folder), 'utf8')
}

/** What no provider's schema may have. */
function oddities(block: BlockSchema, path: string, seen: Set<BlockSchema>): readonly string[] {
  if (seen.has(block)) return []
  seen.add(block)
  const odd: string[] = []
  for (const [name, one] of block.attributes) {
    const where = `${path}.${name}`
    if (!/^\w[\w-]*$/u.test(name)) odd.push(`${where}: its name`)
    if (one.required && (one.optional || one.computed)) odd.push(`${where}: required and not`)
    if (!one.required && !one.optional && !one.computed) odd.push(`${where}: neither written nor computed`)
    if (one.writeOnly === true && one.computed) odd.push(`${where}: computed and write-only`)
    if (typeText(one.type) === '') odd.push(`${where}: its type`)
    if (block.blocks.has(name)) odd.push(`${where}: block and attribute`)
    if (one.nested)
      odd.push(...oddities({ attributes: one.nested.attributes, blocks: new Map() }, where, seen))
  }
  for (const [name, one] of block.blocks) {
    if (one.max !== 0 && one.max < one.min) odd.push(`${path}.${name}: fewer than ${one.min}`)
    odd.push(...oddities(one.block, `${path}.${name}`, seen))
  }
  return odd
}

/** What a schema says at a path of blocks and attributes, in words. */
function said(block: BlockSchema | undefined, path: string): string {
  const [name = '', ...rest] = path.split('.')
  const attribute = block?.attributes.get(name)
  const nested = block?.blocks.get(name)
  if (rest.length > 0) {
    const inner =
      nested?.block ?? (attribute?.nested && { attributes: attribute.nested.attributes, blocks: new Map() })
    return said(inner, rest.join('.'))
  }
  if (nested)
    return `${nested.nesting} block ${nested.min}..${nested.max || ''}${nested.computed === true ? ' computed' : ''}`
  if (!attribute) return 'nothing'
  const flags = (['required', 'optional', 'computed', 'sensitive', 'writeOnly'] as const).filter(
    (one) => attribute[one],
  )
  return [...flags, typeText(attribute.type)].join(' ')
}

function typeText(type: Type): string {
  switch (type.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'dynamic':
      return type.kind
    case 'list':
    case 'set':
    case 'map':
      return `${type.kind}(${typeText(type.element)})`
    case 'tuple':
      return `tuple(${type.elements.map(typeText).join(', ')})`
    case 'object': {
      const parts = [...type.attributes].map(
        ([name, one]) => `${name}${type.optional?.has(name) ? '?' : ''}=${typeText(one)}`,
      )
      return `{${parts.join(' ')}}`
    }
    default:
      return unreachable(type)
  }
}
