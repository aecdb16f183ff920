import type { Shapes } from '../shape.ts'

/** Secrets, without what they keep. */
export const secrets: Shapes = {
  owners: [
    {
      from: 'aws_secretsmanager_secret',
      to: 'AWS::SecretsManager::Secret',
      fields: {
        Name: 'name',
        Description: 'description',
        KmsKeyId: 'kms_key_id',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
  ],
  companions: [],
  defaults: {},
}
