import type { Shapes } from '../shape.ts'

/** Repositories of images. A policy of its own keeps its place in the source. */
export const ecr: Shapes = {
  owners: [
    {
      from: 'aws_ecr_repository',
      to: 'AWS::ECR::Repository',
      fields: {
        RepositoryName: 'name',
        ImageTagMutability: 'image_tag_mutability',
        'ImageScanningConfiguration.ScanOnPush': 'image_scanning_configuration.scan_on_push',
        'EncryptionConfiguration.EncryptionType': 'encryption_configuration.encryption_type',
        'EncryptionConfiguration.KmsKey': 'encryption_configuration.kms_key',
        Tags: { from: 'tags', as: 'tags' },
      },
    },
  ],
  companions: [
    {
      from: 'aws_ecr_repository_policy',
      to: 'AWS::ECR::Repository',
      by: 'repository',
      names: 'name',
      place: '',
      fields: { RepositoryPolicyText: { from: 'policy', as: 'json' } },
    },
  ],
  defaults: { 'AWS::ECR::Repository': { ImageTagMutability: 'MUTABLE' } },
}
