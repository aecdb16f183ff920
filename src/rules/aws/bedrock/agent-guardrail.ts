import { at } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { mustBeSet } from '../../verdicts.ts'

export const agentGuardrail: Rule = {
  id: 'aws/bedrock/agent-guardrail',
  title: 'An agent answers without a guardrail',
  severity: 'medium',
  why: 'Nothing stops it from giving away what it should not, or from being talked into it.',
  fix: 'Add guardrail_configuration (GuardrailConfiguration).',
  subject: ['AWS::Bedrock::Agent'],
  aliases: [],
  compliance: [],

  *check(live) {
    yield* mustBeSet(at(live, 'GuardrailConfiguration.GuardrailIdentifier'), 'No guardrail is set.')
  },

  examples: {
    good: [
      terraform`
        resource "aws_bedrockagent_agent" "main" {
          agent_name              = "a"
          agent_resource_role_arn = "arn:aws:iam::111122223333:role/agent"
          foundation_model        = "anthropic.claude-v2"
          guardrail_configuration {
            guardrail_identifier = "g"
            guardrail_version    = "1"
          }
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
              GuardrailConfiguration: { GuardrailIdentifier: g, GuardrailVersion: "1" }
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
        resource "aws_bedrock_guardrail" "g" {
          name                      = "g"
          blocked_input_messaging   = "no"
          blocked_outputs_messaging = "no"
        }
        resource "aws_bedrockagent_agent" "main" {
          agent_name              = "a"
          agent_resource_role_arn = "arn:aws:iam::111122223333:role/agent"
          foundation_model        = "anthropic.claude-v2"
          guardrail_configuration {
            guardrail_identifier = aws_bedrock_guardrail.g.guardrail_id
            guardrail_version    = "1"
          }
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
          guardrail_configuration {
            guardrail_identifier = var.given
            guardrail_version    = "1"
          }
        }
      `,
    ],
  },
}
