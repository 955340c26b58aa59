resource "aws_cloudwatch_log_group" "function" {
  name              = "/aws/lambda/${local.prefix}"
  retention_in_days = var.log_retention_days
}

resource "aws_cloudwatch_log_group" "access" {
  name              = "/aws/vendedlogs/${local.prefix}/access"
  retention_in_days = var.log_retention_days
}
