import { at, is, isSet, items } from '../../facts.ts'
import { terraform, type Rule } from '../../rule.ts'
import { mustNot } from '../../verdicts.ts'

export const invocationLog: Rule = {
  id: 'aws/bedrock/invocation-log',
  title: 'The log of model calls leaves out what was asked and answered',
  severity: 'medium',
  why: 'Without prompts and answers nobody can find out afterwards what a model was made to say, or which data left through it.',
  fix: 'Name a cloudwatch_config or s3_config, and leave text_data_delivery_enabled true.',
  // CloudFormation has no such resource.
  subject: ['aws_bedrock_model_invocation_logging_configuration'],
  aliases: [],
  compliance: ['SOC 2 CC7.2'],

  *check(live) {
    for (const one of items(at(live, 'logging_config'))) {
      const text = at(one, 'text_data_delivery_enabled')
      // What nobody writes the service gives, and it gives true.
      if (text.value.kind === 'unknown' && isSet(text) === 'yes') continue
      yield* mustNot(is(text, false), 'Prompts and answers are not logged.', text, true)
    }
  },

  examples: {
    good: [
      terraform`
        resource "aws_bedrock_model_invocation_logging_configuration" "main" {
          logging_config {
            embedding_data_delivery_enabled = true
            text_data_delivery_enabled      = true
            s3_config {
              bucket_name = "calls"
            }
          }
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_bedrock_model_invocation_logging_configuration" "main" {
          logging_config {
            text_data_delivery_enabled = false
            s3_config {
              bucket_name = "calls"
            }
          }
        }
      `,
    ],
    near: [
      terraform`
        resource "aws_bedrock_model_invocation_logging_configuration" "main" {
          logging_config {
            image_data_delivery_enabled = false
            cloudwatch_config {
              log_group_name = "calls"
              role_arn       = "arn:aws:iam::111122223333:role/bedrock"
            }
          }
        }
      `,
    ],
    undecided: [
      terraform`
        variable "log_text" {
          type = bool
        }
        resource "aws_bedrock_model_invocation_logging_configuration" "main" {
          logging_config {
            text_data_delivery_enabled = var.log_text
            s3_config {
              bucket_name = "calls"
            }
          }
        }
      `,
    ],
  },
}
