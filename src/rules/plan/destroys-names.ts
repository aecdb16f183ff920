import { created, destroyed, planOf, replaced } from './example.ts'
import { objection, type PlanRule } from './plan-rule.ts'
import { isDestroyed, isReplaced, remainingUsers } from './planned.ts'

/** A zone of names or a certificate goes. */
export const destroysNames: PlanRule = {
  id: 'plan/destroys-names',
  title: 'A DNS zone or certificate is destroyed',
  severity: 'critical',
  danger: 'loss-of-access',
  why: 'Without its zone no name in it is found, and a new zone has other name servers that the registrar must be told; without its certificate an address is refused by every browser.',
  fix: 'Keep the zone. A certificate that must be replaced is made before the old one is destroyed: `create_before_destroy = true`.',

  *check(plan) {
    for (const change of plan.changes) {
      const what = names.get(change.type)
      if (what === undefined) continue
      if (isDestroyed(change)) {
        const users = remainingUsers(plan, change)
        const used =
          users.length > 0
            ? `, and ${users.slice(0, 2).join(' and ')} ${users.length === 1 ? 'uses' : 'use'} it`
            : ''
        if (change.deposed === undefined) yield objection(change, `${what} is destroyed${used}.`)
      } else if (isReplaced(change) && !(isCertificate(change.type) && change.order === 'create-first')) {
        yield objection(change, `${what} is destroyed and made anew.`, change.replacePaths[0])
      }
    }
  },

  examples: {
    good: [planOf([created('aws_route53_zone.main', { name: 'example.com' })])],
    bad: [
      planOf([destroyed('aws_route53_zone.main', { name: 'example.com' })]),
      planOf([
        replaced(
          'aws_acm_certificate.web',
          { domain_name: 'a.example.com' },
          { domain_name: 'b.example.com' },
        ),
      ]),
    ],
    near: [
      planOf([
        replaced(
          'aws_acm_certificate.web',
          { domain_name: 'a.example.com' },
          { domain_name: 'b.example.com' },
          'create-first',
        ),
      ]),
      planOf([destroyed('aws_route53_record.old', { name: 'old' })]),
    ],
  },
}

const names: ReadonlyMap<string, string> = new Map([
  ['aws_route53_zone', 'The zone'],
  ['aws_service_discovery_private_dns_namespace', 'The zone'],
  ['azurerm_dns_zone', 'The zone'],
  ['azurerm_private_dns_zone', 'The zone'],
  ['google_dns_managed_zone', 'The zone'],
  ['cloudflare_zone', 'The zone'],
  ['digitalocean_domain', 'The zone'],
  ['aws_route53domains_registered_domain', 'The domain'],
  ['aws_acm_certificate', 'The certificate'],
  ['aws_iam_server_certificate', 'The certificate'],
  ['aws_acmpca_certificate_authority', 'The certificate authority'],
  ['azurerm_app_service_certificate', 'The certificate'],
  ['google_compute_ssl_certificate', 'The certificate'],
  ['google_compute_managed_ssl_certificate', 'The certificate'],
  ['google_certificate_manager_certificate', 'The certificate'],
  ['google_privateca_certificate_authority', 'The certificate authority'],
])

function isCertificate(type: string): boolean {
  return type.includes('certificate') && !type.includes('authority')
}
