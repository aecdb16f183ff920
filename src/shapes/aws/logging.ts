import type { Shapes } from '../shape.ts'

/** Trails and groups of logs. */
export const logging: Shapes = {
  owners: [
    {
      from: 'aws_cloudtrail',
      to: 'AWS::CloudTrail::Trail',
      fields: {
        TrailName: 'name',
        S3BucketName: 's3_bucket_name',
        IsMultiRegionTrail: 'is_multi_region_trail',
        EnableLogFileValidation: 'enable_log_file_validation',
        KMSKeyId: 'kms_key_id',
        IsLogging: 'enable_logging',
        CloudWatchLogsLogGroupArn: 'cloud_watch_logs_group_arn',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_cloudwatch_log_group',
      to: 'AWS::Logs::LogGroup',
      fields: {
        LogGroupName: 'name',
        LogGroupClass: 'log_group_class',
        RetentionInDays: 'retention_in_days',
        KmsKeyId: 'kms_key_id',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
  ],
  companions: [],
  defaults: {
    'AWS::CloudTrail::Trail': { IsMultiRegionTrail: false, EnableLogFileValidation: false },
  },
}
