import type { Field, Fields, Shapes } from '../shape.ts'

/** A setting that the API keeps in a list of names and values. */
function attribute(key: string, from: string): Field {
  return { item: { Key: { given: key, when: from }, Value: from } }
}

const balancer: Fields = {
  Name: 'name',
  Type: 'load_balancer_type',
  Scheme: { from: 'internal', as: { true: 'internal', false: 'internet-facing' } },
  SecurityGroups: 'security_groups',
  Subnets: 'subnets',
  LoadBalancerAttributes: {
    joined: [
      attribute('routing.http.drop_invalid_header_fields.enabled', 'drop_invalid_header_fields'),
      attribute('access_logs.s3.enabled', 'access_logs.enabled'),
      attribute('access_logs.s3.bucket', 'access_logs.bucket'),
      attribute('deletion_protection.enabled', 'enable_deletion_protection'),
    ],
  },
  Tags: { from: 'tags', as: 'tags' },
}

const listener: Fields = {
  LoadBalancerArn: 'load_balancer_arn',
  Port: 'port',
  Protocol: 'protocol',
  SslPolicy: 'ssl_policy',
  Certificates: { item: { CertificateArn: 'certificate_arn' } },
  DefaultActions: {
    each: 'default_action',
    of: {
      Type: 'type',
      TargetGroupArn: 'target_group_arn',
      'RedirectConfig.Protocol': 'redirect.protocol',
      'RedirectConfig.Port': 'redirect.port',
      'RedirectConfig.StatusCode': 'redirect.status_code',
    },
  },
}

/** Load balancers of both generations, and what they listen to. */
export const elb: Shapes = {
  owners: [
    ...['aws_lb', 'aws_alb'].map((from) => ({
      from,
      to: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
      fields: balancer,
    })),
    ...['aws_lb_listener', 'aws_alb_listener'].map((from) => ({
      from,
      to: 'AWS::ElasticLoadBalancingV2::Listener',
      fields: listener,
    })),
    {
      from: 'aws_elb',
      to: 'AWS::ElasticLoadBalancing::LoadBalancer',
      fields: {
        LoadBalancerName: 'name',
        'AccessLoggingPolicy.S3BucketName': 'access_logs.bucket',
        'AccessLoggingPolicy.Enabled': {
          first: ['access_logs.enabled', { given: true, when: 'access_logs.bucket' }],
        },
        Listeners: {
          each: 'listener',
          of: { LoadBalancerPort: 'lb_port', Protocol: 'lb_protocol', InstancePort: 'instance_port' },
        },
        SecurityGroups: 'security_groups',
        Subnets: 'subnets',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
  ],
  companions: [],
  defaults: { 'AWS::ElasticLoadBalancingV2::LoadBalancer': { Type: 'application' } },
}
