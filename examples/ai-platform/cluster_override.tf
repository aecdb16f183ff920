# Terraform lays override files over the others. The security team owns this one: whatever main.tf says, the
# cluster's API is reachable from the office and the build machines only.

resource "aws_eks_cluster" "this" {
  vpc_config {
    subnet_ids              = module.network.private_subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = true
    public_access_cidrs     = ["198.51.100.0/24", "203.0.113.16/28"]
  }
}
