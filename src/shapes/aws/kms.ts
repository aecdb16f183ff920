import type { Shapes } from '../shape.ts'

/** Keys. */
export const kms: Shapes = {
  owners: [
    {
      from: 'aws_kms_key',
      to: 'AWS::KMS::Key',
      fields: {
        Description: 'description',
        Enabled: 'is_enabled',
        EnableKeyRotation: 'enable_key_rotation',
        RotationPeriodInDays: 'rotation_period_in_days',
        KeySpec: 'customer_master_key_spec',
        KeyUsage: 'key_usage',
        MultiRegion: 'multi_region',
        PendingWindowInDays: 'deletion_window_in_days',
        Origin: { given: 'AWS_CLOUDHSM', when: 'custom_key_store_id' },
        KeyPolicy: { from: 'policy', as: 'json' },
        Tags: { from: 'tags', as: 'tags' },
      },
    },
  ],
  companions: [
    {
      from: 'aws_kms_key_policy',
      to: 'AWS::KMS::Key',
      by: 'key_id',
      names: 'key_id',
      place: '',
      fields: { KeyPolicy: { from: 'policy', as: 'json' } },
    },
  ],
  defaults: {
    'AWS::KMS::Key': {
      EnableKeyRotation: false,
      KeySpec: 'SYMMETRIC_DEFAULT',
      KeyUsage: 'ENCRYPT_DECRYPT',
      Origin: 'AWS_KMS',
    },
  },
}
