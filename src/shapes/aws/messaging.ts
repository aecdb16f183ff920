import type { Shapes } from '../shape.ts'

/** Topics and queues, and the policies of queues. */
export const messaging: Shapes = {
  owners: [
    {
      from: 'aws_sns_topic',
      to: 'AWS::SNS::Topic',
      fields: {
        TopicName: 'name',
        DisplayName: 'display_name',
        KmsMasterKeyId: 'kms_master_key_id',
        FifoTopic: 'fifo_topic',
        ContentBasedDeduplication: 'content_based_deduplication',
        SignatureVersion: 'signature_version',
        TracingConfig: 'tracing_config',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_sqs_queue',
      to: 'AWS::SQS::Queue',
      fields: {
        QueueName: 'name',
        VisibilityTimeout: 'visibility_timeout_seconds',
        MessageRetentionPeriod: 'message_retention_seconds',
        MaximumMessageSize: 'max_message_size',
        DelaySeconds: 'delay_seconds',
        ReceiveMessageWaitTimeSeconds: 'receive_wait_time_seconds',
        FifoQueue: 'fifo_queue',
        ContentBasedDeduplication: 'content_based_deduplication',
        RedrivePolicy: { from: 'redrive_policy', as: 'json' },
        KmsMasterKeyId: 'kms_master_key_id',
        KmsDataKeyReusePeriodSeconds: 'kms_data_key_reuse_period_seconds',
        SqsManagedSseEnabled: 'sqs_managed_sse_enabled',
        Policy: { from: 'policy', as: 'json' },
        Tags: { from: 'tags', as: 'tags' },
      },
    },
    {
      from: 'aws_sqs_queue_policy',
      to: 'AWS::SQS::QueuePolicy',
      fields: { Queues: { from: 'queue_url', as: 'list' }, PolicyDocument: { from: 'policy', as: 'json' } },
    },
  ],
  companions: [],
  defaults: {},
}
