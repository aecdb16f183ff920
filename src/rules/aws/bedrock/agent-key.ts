import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const agentKey: Rule = {
  id: 'aws/bedrock/agent-key',
  title: 'What an agent remembers is not encrypted with a key of your own',
  severity: 'low',
  why: 'Conversations hold what customers typed; with a key of your own you say who may read them.',
  fix: 'Set customer_encryption_key_arn (CustomerEncryptionKeyArn).',
  subject: ['AWS::Bedrock::Agent'],
  aliases: [],
  compliance: [],

  *check(live) {
    yield* mustBeSet(at(live, 'CustomerEncryptionKeyArn'), 'The agent is encrypted with the service’s key.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_bedrockagent_agent" "main" {
          agent_name              = "a"
          agent_resource_role_arn = "arn:aws:iam::111122223333:role/agent"
          foundation_model        = "anthropic.claude-v2"
          customer_encryption_key_arn = "arn:aws:kms:eu-west-1:111122223333:key/1"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Bedrock::Agent
            Properties:
              AgentName: a
              AgentResourceRoleArn: arn:aws:iam::111122223333:role/agent
              FoundationModel: anthropic.claude-v2
              CustomerEncryptionKeyArn: arn:aws:kms:eu-west-1:111122223333:key/1
      `,
    ],
    bad: [
      terraform`
        resource "aws_bedrockagent_agent" "main" {
          agent_name              = "a"
          agent_resource_role_arn = "arn:aws:iam::111122223333:role/agent"
          foundation_model        = "anthropic.claude-v2"
        }
      `,
      cloudformation`
        Resources:
          Main:
            Type: AWS::Bedrock::Agent
            Properties:
              AgentName: a
              AgentResourceRoleArn: arn:aws:iam::111122223333:role/agent
              FoundationModel: anthropic.claude-v2
      `,
    ],
    near: [
      terraform`
        resource "aws_kms_key" "k" {}
        resource "aws_bedrockagent_agent" "main" {
          agent_name              = "a"
          agent_resource_role_arn = "arn:aws:iam::111122223333:role/agent"
          foundation_model        = "anthropic.claude-v2"
          customer_encryption_key_arn = aws_kms_key.k.arn
        }
      `,
    ],
    undecided: [
      terraform`
        variable "given" {}
        resource "aws_bedrockagent_agent" "main" {
          agent_name              = "a"
          agent_resource_role_arn = "arn:aws:iam::111122223333:role/agent"
          foundation_model        = "anthropic.claude-v2"
          customer_encryption_key_arn = var.given
        }
      `,
    ],
  },
}
