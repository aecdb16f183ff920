import { at, atLeast, isSet, items } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must, unless } from '../../verdicts.ts'

export const singleInstance: Rule = {
  id: 'aws/sagemaker/single-instance',
  title: 'An endpoint runs on one machine',
  severity: 'medium',
  why: 'When the machine or its zone fails nothing answers, and a new one takes minutes to load the model.',
  fix: 'Set initial_instance_count (InitialInstanceCount) to 2 or more.',
  subject: ['AWS::SageMaker::EndpointConfig'],
  aliases: [],
  compliance: [],

  *check(live) {
    for (const variant of items(at(live, 'ProductionVariants'))) {
      const serverless = at(variant, 'ServerlessConfig')
      const count = at(variant, 'InitialInstanceCount')
      if (count.value.kind === 'absent') continue
      const several = must(atLeast(count, 2), 'One machine answers all requests.', count, 2)
      // Serverless variants have no machines.
      yield* unless(isSet(serverless), serverless, several)
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_sagemaker_endpoint_configuration" "main" {
          name = "e"
          production_variants {
            variant_name           = "a"
            model_name             = "m"
            instance_type          = "ml.g5.xlarge"
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
                - VariantName: a
                  ModelName: m
                  InstanceType: ml.g5.xlarge
                  InitialInstanceCount: 3
                  InitialVariantWeight: 1
      `,
    ],
    bad: [
      terraform`
        resource "aws_sagemaker_endpoint_configuration" "main" {
          name = "e"
          production_variants {
            variant_name           = "a"
            model_name             = "m"
            instance_type          = "ml.g5.xlarge"
            initial_instance_count = 1
          }
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::SageMaker::EndpointConfig
            Properties:
              ProductionVariants:
                - VariantName: a
                  ModelName: m
                  InstanceType: ml.g5.xlarge
                  InitialInstanceCount: 1
                  InitialVariantWeight: 1
      `,
    ],
    near: [
      terraform`
        resource "aws_sagemaker_endpoint_configuration" "main" {
          name = "e"
          production_variants {
            variant_name = "a"
            model_name   = "m"
            serverless_config {
              max_concurrency   = 5
              memory_size_in_mb = 4096
            }
          }
        }
      `,
    ],
    undecided: [
      cloudformation`
        Parameters:
          Stage:
            Type: String
        Conditions:
          IsTest: !Equals [!Ref Stage, test]
        Resources:
          Main:
            Type: AWS::SageMaker::EndpointConfig
            Properties:
              ProductionVariants:
                - VariantName: a
                  ModelName: m
                  InitialInstanceCount: 1
                  ServerlessConfig: !If [IsTest, { MaxConcurrency: 5, MemorySizeInMB: 2048 }, !Ref AWS::NoValue]
      `,
      terraform`
        variable "given" {}
        resource "aws_sagemaker_endpoint_configuration" "main" {
          name = "e"
          production_variants {
            variant_name           = "a"
            model_name             = "m"
            instance_type          = "ml.g5.xlarge"
            initial_instance_count = var.given
          }
        }
      `,
    ],
  },
}
