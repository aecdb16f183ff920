import { any, at, isSet, items, matches, not, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const endpointKey: Rule = {
  id: 'aws/sagemaker/endpoint-key',
  title: 'The disks of an endpoint are not encrypted with a key of your own',
  severity: 'low',
  why: 'Models and the requests they answer lie on these disks; a key of your own says who may read them and can be taken away.',
  fix: 'Set kms_key_arn (KmsKeyId) to a customer key.',
  subject: ['AWS::SageMaker::EndpointConfig'],
  aliases: [],
  compliance: [],

  *check(live) {
    const variants = items(at(live, 'ProductionVariants'))
    const needed = any(variants.map(hasVolume))
    if (needed === 'no') return
    const key = at(live, 'KmsKeyId')
    const holds = isSet(key)
    const types = variants.map((one) => at(one, 'InstanceType'))
    const asked = types.find(({ value }) => value.kind === 'unknown') ?? key
    if (holds === 'no' && needed === 'undecided') yield* must('undecided', message, asked)
    else yield* must(holds, message, key)
  },

  examples: {
    good: [
      terraform`
        resource "aws_sagemaker_endpoint_configuration" "main" {
          kms_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b"
          production_variants {
            model_name             = "m"
            instance_type          = "ml.m5.xlarge"
            initial_instance_count = 2
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::EndpointConfig
            Properties:
              KmsKeyId: alias/models
              ProductionVariants:
                - { ModelName: m, VariantName: v, InstanceType: ml.m5.xlarge, InitialInstanceCount: 2 }
      `,
    ],
    bad: [
      terraform`
        resource "aws_sagemaker_endpoint_configuration" "main" {
          production_variants {
            model_name             = "m"
            instance_type          = "ml.m5.xlarge"
            initial_instance_count = 2
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::EndpointConfig
            Properties:
              ProductionVariants:
                - { ModelName: m, VariantName: a, InstanceType: ml.g5.xlarge, InitialInstanceCount: 2 }
                - { ModelName: m, VariantName: b, InstanceType: ml.c5.xlarge, InitialInstanceCount: 2 }
      `,
    ],
    near: [
      terraform`
        resource "aws_sagemaker_endpoint_configuration" "local_disks" {
          production_variants {
            model_name             = "m"
            instance_type          = "ml.g5.2xlarge"
            initial_instance_count = 2
          }
        }
      `,
      cloudformation`
        Resources:
          Serverless:
            Type: AWS::SageMaker::EndpointConfig
            Properties:
              ProductionVariants:
                - { ModelName: m, VariantName: v, ServerlessConfig: { MaxConcurrency: 5, MemorySizeInMB: 2048 } }
      `,
      terraform`
        resource "aws_kms_key" "models" {}
        resource "aws_sagemaker_endpoint_configuration" "main" {
          kms_key_arn = aws_kms_key.models.arn
          production_variants {
            model_name             = "m"
            instance_type          = "ml.m5.xlarge"
            initial_instance_count = 2
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "key" {}
        resource "aws_sagemaker_endpoint_configuration" "main" {
          kms_key_arn = var.key
          production_variants {
            model_name             = "m"
            instance_type          = "ml.m5.xlarge"
            initial_instance_count = 2
          }
        }
      `,
      terraform`
        variable "machine" {}
        resource "aws_sagemaker_endpoint_configuration" "main" {
          production_variants {
            model_name             = "m"
            instance_type          = var.machine
            initial_instance_count = 2
          }
        }
      `,
    ],
  },
}

const message = 'The disks are encrypted with the service’s key.'

/**
 * Whether a variant's machines have a volume that takes a key: local disks are encrypted by their hardware and refuse
 * one, and serverless variants have none.
 * Source: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-sagemaker-endpointconfig.html
 */
function hasVolume(variant: Fact): Answer {
  const type = at(variant, 'InstanceType')
  if (type.value.kind === 'absent') return 'no'
  return not(matches(type, /^ml\.(?:[a-z]+\d+[a-z]*d[a-z]*|g5|g6|g6e|gr6|p5|p5e|p5en|trn\d\w*)\./u))
}
