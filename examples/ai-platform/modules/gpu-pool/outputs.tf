output "role_arn" {
  value = aws_iam_role.node.arn
}

output "size" {
  value = var.size
}
