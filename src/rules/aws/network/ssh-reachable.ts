import type { Live } from '../../../model/live.ts'
import type { Graph } from '../../../model/live-graph.ts'
import { all, at, is, isSet, items, type Answer, type Fact } from '../../facts.ts'
import { cloudformation, terraform, type Rule } from '../../rule.ts'
import { undecided, violated } from '../../verdicts.ts'
import { doorsOf, wayIntoOne } from '../paths.ts'

export const sshReachable: Rule = {
  id: 'aws/network/ssh-reachable',
  title: 'The internet reaches the shell of the instance',
  severity: 'critical',
  why: 'An instance with a public address, in a subnet with a way to the internet, whose group lets everyone in to SSH or RDP, is attacked within minutes.',
  fix: 'Take the public address away (AssociatePublicIpAddress), or narrow cidr_blocks (CidrIp), and use Session Manager.',
  subject: ['AWS::EC2::Instance'],
  aliases: [],
  compliance: ['NIST 800-53 SC-7', 'PCI DSS 4.0 1.3.1', 'SOC 2 CC6.6'],

  *check(instance, graph) {
    const way = wayIntoOne(graph.uses(instance, 'AWS::EC2::Subnet'), graph)
    const [door] = doorsOf(instance, [22, 3389], graph)
    if (way === undefined || door === undefined) return
    const address = addressOf(instance, graph)
    const reached = all([address.answer, door.answer])
    const fact = address.answer === 'undecided' ? address.fact : door.range
    if (reached === 'undecided') yield undecided('The internet may reach SSH or RDP of the instance.', fact)
    if (reached === 'yes')
      yield violated('The internet reaches SSH or RDP of the instance.', at(instance, ''), {
        via: [...way, door.range],
      })
  },

  examples: {
    good: [
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block     = "0.0.0.0/0"
            nat_gateway_id = "nat-1"
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 22
            to_port     = 22
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_instance" "web" {
          ami                    = "ami-1"
          subnet_id              = aws_subnet.a.id
          vpc_security_group_ids = [aws_security_group.open.id]
          associate_public_ip_address = true
        }
      `,
    ],
    bad: [
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 22
            to_port     = 22
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_instance" "web" {
          ami                    = "ami-1"
          subnet_id              = aws_subnet.a.id
          vpc_security_group_ids = [aws_security_group.open.id]
          associate_public_ip_address = true
        }
      `,
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
          map_public_ip_on_launch = true
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 3389
            to_port     = 3389
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_instance" "web" {
          ami                    = "ami-1"
          subnet_id              = aws_subnet.a.id
          vpc_security_group_ids = [aws_security_group.open.id]
        }
      `,
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_route" "out" {
          route_table_id         = aws_route_table.public.id
          destination_cidr_block = "0.0.0.0/0"
          gateway_id             = aws_internet_gateway.main.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 22
            to_port     = 22
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_eip" "web" {
          instance = aws_instance.web.id
        }
        resource "aws_instance" "web" {
          ami                    = "ami-1"
          subnet_id              = aws_subnet.a.id
          vpc_security_group_ids = [aws_security_group.open.id]
        }
      `,
      cloudformation`
        Resources:
          Gateway:
            Type: AWS::EC2::InternetGateway
          Table:
            Type: AWS::EC2::RouteTable
            Properties:
              VpcId: vpc-1
          Out:
            Type: AWS::EC2::Route
            Properties:
              RouteTableId: !Ref Table
              DestinationCidrBlock: 0.0.0.0/0
              GatewayId: !Ref Gateway
          Subnet:
            Type: AWS::EC2::Subnet
            Properties:
              VpcId: vpc-1
          Association:
            Type: AWS::EC2::SubnetRouteTableAssociation
            Properties:
              SubnetId: !Ref Subnet
              RouteTableId: !Ref Table
          Open:
            Type: AWS::EC2::SecurityGroup
            Properties:
              GroupDescription: open
              VpcId: vpc-1
              SecurityGroupIngress:
                - IpProtocol: tcp
                  FromPort: 22
                  ToPort: 22
                  CidrIp: 0.0.0.0/0
          Web:
            Type: AWS::EC2::Instance
            Properties:
              ImageId: ami-1
              NetworkInterfaces:
                - DeviceIndex: 0
                  AssociatePublicIpAddress: true
                  SubnetId: !Ref Subnet
                  GroupSet: [!GetAtt Open.GroupId]
      `,
    ],
    near: [
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 443
            to_port     = 443
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_instance" "web" {
          ami                    = "ami-1"
          subnet_id              = aws_subnet.a.id
          vpc_security_group_ids = [aws_security_group.open.id]
          associate_public_ip_address = true
        }
      `,
      terraform`
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
          map_public_ip_on_launch = true
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 22
            to_port     = 22
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_instance" "web" {
          ami                    = "ami-1"
          subnet_id              = aws_subnet.a.id
          vpc_security_group_ids = [aws_security_group.open.id]
          associate_public_ip_address = false
        }
      `,
    ],
    undecided: [
      terraform`
        variable "public" {
          type = bool
        }
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 22
            to_port     = 22
            protocol    = "tcp"
            cidr_blocks = ["0.0.0.0/0"]
          }
        }
        resource "aws_instance" "web" {
          ami                    = "ami-1"
          subnet_id              = aws_subnet.a.id
          vpc_security_group_ids = [aws_security_group.open.id]
          associate_public_ip_address = var.public
        }
      `,
      terraform`
        variable "office" {}
        resource "aws_internet_gateway" "main" {}
        resource "aws_route_table" "public" {
          vpc_id = "vpc-1"
          route {
            cidr_block = "0.0.0.0/0"
            gateway_id = aws_internet_gateway.main.id
          }
        }
        resource "aws_subnet" "a" {
          vpc_id = "vpc-1"
        }
        resource "aws_route_table_association" "a" {
          subnet_id      = aws_subnet.a.id
          route_table_id = aws_route_table.public.id
        }
        resource "aws_security_group" "open" {
          ingress {
            from_port   = 22
            to_port     = 22
            protocol    = "tcp"
            cidr_blocks = var.office
          }
        }
        resource "aws_instance" "web" {
          ami                    = "ami-1"
          subnet_id              = aws_subnet.a.id
          vpc_security_group_ids = [aws_security_group.open.id]
          associate_public_ip_address = true
        }
      `,
    ],
  },
}

interface Address {
  readonly answer: Answer
  readonly fact: Fact
}

/** Whether an instance has a public address: its own word, else that of its subnet, or one that is bound to it. */
function addressOf(instance: Live, graph: Graph): Address {
  const asked = items(at(instance, 'NetworkInterfaces')).map((one) => at(one, 'AssociatePublicIpAddress'))
  const [fact = at(instance, '')] = asked
  const bound = ['AWS::EC2::EIP', 'AWS::EC2::EIPAssociation'].some(
    (type) => graph.usedBy(instance, type).length > 0,
  )
  if (bound) return { answer: 'yes', fact }
  if (isSet(fact) !== 'no' && asked.length > 0) return { answer: is(fact, true), fact }
  const [subnet] = graph.uses(instance, 'AWS::EC2::Subnet')
  const given = subnet === undefined ? fact : at(subnet, 'MapPublicIpOnLaunch')
  return { answer: is(given, true), fact: given }
}
