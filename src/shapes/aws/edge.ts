import type { Fields, Shapes } from '../shape.ts'

const behaviour: Fields = {
  PathPattern: 'path_pattern',
  TargetOriginId: 'target_origin_id',
  ViewerProtocolPolicy: 'viewer_protocol_policy',
}

const certificate = 'DistributionConfig.ViewerCertificate'

/** What stands before services: distributions, and stages of APIs. */
export const edge: Shapes = {
  owners: [
    {
      from: 'aws_cloudfront_distribution',
      to: 'AWS::CloudFront::Distribution',
      fields: {
        'DistributionConfig.Enabled': 'enabled',
        'DistributionConfig.DefaultCacheBehavior.TargetOriginId': 'default_cache_behavior.target_origin_id',
        'DistributionConfig.DefaultCacheBehavior.ViewerProtocolPolicy':
          'default_cache_behavior.viewer_protocol_policy',
        'DistributionConfig.CacheBehaviors': { each: 'ordered_cache_behavior', of: behaviour },
        [`${certificate}.CloudFrontDefaultCertificate`]: 'viewer_certificate.cloudfront_default_certificate',
        [`${certificate}.AcmCertificateArn`]: 'viewer_certificate.acm_certificate_arn',
        [`${certificate}.MinimumProtocolVersion`]: 'viewer_certificate.minimum_protocol_version',
        'DistributionConfig.WebACLId': 'web_acl_id',
        'DistributionConfig.Logging.Bucket': 'logging_config.bucket',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_api_gateway_stage',
      to: 'AWS::ApiGateway::Stage',
      fields: {
        StageName: 'stage_name',
        RestApiId: 'rest_api_id',
        'AccessLogSetting.DestinationArn': 'access_log_settings.destination_arn',
        'AccessLogSetting.Format': 'access_log_settings.format',
        TracingEnabled: 'xray_tracing_enabled',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_apigatewayv2_stage',
      to: 'AWS::ApiGatewayV2::Stage',
      fields: {
        StageName: 'name',
        ApiId: 'api_id',
        'AccessLogSettings.DestinationArn': 'access_log_settings.destination_arn',
        'AccessLogSettings.Format': 'access_log_settings.format',
      },
    },
  ],
  companions: [],
  defaults: {},
}
