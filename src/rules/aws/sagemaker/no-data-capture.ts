import { any, at, is, items } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { must } from '../../verdicts.ts'

export const noDataCapture: Rule = {
  id: 'aws/sagemaker/no-data-capture',
  title: 'Requests to an endpoint are not recorded',
  severity: 'low',
  why: 'Nobody can say what the model was asked, or see that its answers have drifted.',
  fix: 'Add data_capture_config with enable_capture (DataCaptureConfig.EnableCapture).',
  subject: ['AWS::SageMaker::EndpointConfig'],
  aliases: [],
  compliance: [],

  *check(live) {
    const capture = at(live, 'DataCaptureConfig')
    const on = any([
      ...items(capture).map((one) => is(at(one, 'EnableCapture'), true)),
      is(at(capture, 'EnableCapture'), true),
    ])
    yield* must(on, 'Requests are not captured.', capture)
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
          data_capture_config {
            enable_capture              = true
            initial_sampling_percentage = 10
            destination_s3_uri          = "s3://capture"
            capture_options {
              capture_mode = "Input"
            }
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
                  InitialInstanceCount: 2
                  InitialVariantWeight: 1
              DataCaptureConfig:
                EnableCapture: true
                InitialSamplingPercentage: 10
                DestinationS3Uri: s3://capture
                CaptureOptions: [{ CaptureMode: Input }]
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
                  InitialInstanceCount: 2
                  InitialVariantWeight: 1
      `,
    ],
    near: [
      terraform`
        resource "aws_sagemaker_endpoint_configuration" "main" {
          name = "e"
          production_variants {
            variant_name           = "a"
            model_name             = "m"
            instance_type          = "ml.g5.xlarge"
            initial_instance_count = 2
          }
          data_capture_config {
            enable_capture              = "true"
            initial_sampling_percentage = 100
            destination_s3_uri          = "s3://capture"
            capture_options {
              capture_mode = "Output"
            }
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_sagemaker_endpoint_configuration" "main" {
          name = "e"
          production_variants {
            variant_name           = "a"
            model_name             = "m"
            instance_type          = "ml.g5.xlarge"
            initial_instance_count = 2
          }
          data_capture_config {
            enable_capture              = var.given
            initial_sampling_percentage = 10
            destination_s3_uri          = "s3://capture"
            capture_options {
              capture_mode = "Input"
            }
          }
        }
      `,
    ],
  },
}
